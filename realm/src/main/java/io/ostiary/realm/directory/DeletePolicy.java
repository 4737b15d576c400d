package io.ostiary.realm.directory;

import io.ostiary.policy.request.Arn;

/** Deletes a managed policy that is attached to nothing and bounds nobody. */
public record DeletePolicy(String policyArn) implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    String accountId = Arn.parse(Names.arn("policyArn", policyArn)).account();
    KeptManagedPolicy kept =
        draft.policy(accountId, policyArn, () -> Refusal.noSuchPolicy(policyArn));
    if (draft.table().count(Kinds.ATTACHMENT, kept.policy().id()) > 0) {
      throw Refusal.policyAttached();
    }
    if (draft.table().count(Kinds.BOUNDARY, kept.policy().id()) > 0) {
      throw Refusal.policyIsBoundary();
    }
    return draft.remove(Kinds.MANAGED_POLICY, kept).policy();
  }
}

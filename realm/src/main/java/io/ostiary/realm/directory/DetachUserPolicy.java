package io.ostiary.realm.directory;

import java.util.function.Supplier;

/** Detaches a managed policy from a user. */
public record DetachUserPolicy(String accountId, String userName, String policyArn)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    Supplier<DirectoryException> refusal = () -> Refusal.noSuchPolicy(policyArn);
    ManagedPolicy policy = draft.policy(accountId, policyArn, refusal).policy();
    String id = Attachment.id(user.id(), policy.id());
    draft.remove(
        Kinds.ATTACHMENT, DirectoryDraft.present(draft.table().get(Kinds.ATTACHMENT, id), refusal));
    return policy;
  }
}

package io.ostiary.realm.directory;

/** Deletes a managed policy that is in use nowhere, and whose one version is its default. */
public record DeletePolicy(String accountId, String policyArn)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    KeptManagedPolicy kept = draft.ownPolicy(accountId, policyArn);
    ManagedPolicy policy = kept.policy();
    String uses = Attachment.of(accountId, policy.id());
    if (draft.table().count(Kinds.ATTACHMENT, uses) > 0) {
      throw Refusal.policyAttached();
    }
    if (draft.table().count(Kinds.BOUNDARY, uses) > 0) {
      throw Refusal.policyIsBoundary();
    }
    if (draft.table().count(Kinds.POLICY_VERSION, policy.id()) > 1) {
      throw Refusal.hasOtherVersions();
    }
    draft.remove(Kinds.POLICY_VERSION, ManagedPolicies.defaultVersion(draft.table(), policy));
    return draft.remove(Kinds.MANAGED_POLICY, kept).policy();
  }
}

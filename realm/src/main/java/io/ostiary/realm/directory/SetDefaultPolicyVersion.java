package io.ostiary.realm.directory;

/** Makes a version of a managed policy the one that applies wherever the policy is attached. */
public record SetDefaultPolicyVersion(String accountId, String policyArn, String versionId)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    KeptManagedPolicy kept = draft.ownPolicy(accountId, policyArn);
    PolicyVersion version = draft.version(kept.policy(), versionId);
    if (version.id().equals(kept.policy().defaultVersionId())) {
      return kept.policy();
    }
    ManagedPolicy changed = kept.policy().withDefaultVersion(version.id());
    return draft.put(Kinds.MANAGED_POLICY, kept.with(changed)).policy();
  }
}

package io.ostiary.realm.directory;

/** Deletes a version of a managed policy that is not its default. */
public record DeletePolicyVersion(String accountId, String policyArn, String versionId)
    implements DirectoryCommand<PolicyVersion> {

  @Override
  public PolicyVersion carryOut(DirectoryDraft draft) {

    KeptManagedPolicy kept = draft.ownPolicy(accountId, policyArn);
    PolicyVersion version = draft.version(kept.policy(), versionId);
    if (version.id().equals(kept.policy().defaultVersionId())) {
      throw Refusal.isDefaultVersion();
    }
    return draft.remove(Kinds.POLICY_VERSION, version);
  }
}

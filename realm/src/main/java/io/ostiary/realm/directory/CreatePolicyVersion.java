package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;

/**
 * Writes another version of a managed policy.
 *
 * @param asDefault whether it applies from now on; else {@link SetDefaultPolicyVersion} may say so
 */
public record CreatePolicyVersion(
    String accountId, String policyArn, String text, boolean asDefault)
    implements DirectoryCommand<PolicyVersion> {

  @Override
  public PolicyVersion carryOut(DirectoryDraft draft) {

    KeptManagedPolicy kept = draft.ownPolicy(accountId, policyArn);
    Policy policy = CreatePolicy.document(draft, text);
    if (draft.table().count(Kinds.POLICY_VERSION, kept.policy().id())
        >= draft.quotas().of(Quota.VERSIONS_PER_POLICY)) {
      throw Refusal.tooManyVersions(draft.quotas().of(Quota.VERSIONS_PER_POLICY));
    }
    int number = kept.lastVersion() + 1;
    PolicyVersion version =
        new PolicyVersion(kept.policy().id(), accountId, "v" + number, policy, draft.now());
    draft.put(
        Kinds.MANAGED_POLICY,
        new KeptManagedPolicy(kept.policy().withNewVersion(version, asDefault), number));
    return draft.put(Kinds.POLICY_VERSION, version);
  }
}

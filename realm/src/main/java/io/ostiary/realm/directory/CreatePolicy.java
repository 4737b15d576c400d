package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.Version;

/** Makes a managed policy. */
public record CreatePolicy(String accountId, String path, String name, String text)
    implements DirectoryCommand<ManagedPolicy> {

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.policy(name);
    Names.policyPath(path);
    Policy policy = DirectoryDraft.parse(text, PolicyType.IDENTITY);
    if (policy.version() != Version.V2012_10_17) {
      throw Refusal.outdated();
    }
    draft.quotas().requireWithin(Quota.POLICY_SIZE, DirectoryDraft.size(text));
    if (draft.table().named(Kinds.MANAGED_POLICY, accountId, name) != null) {
      throw Refusal.policyExists(name);
    }
    draft
        .quotas()
        .requireWithin(
            Quota.POLICIES_PER_ACCOUNT, draft.table().count(Kinds.MANAGED_POLICY, accountId) + 1L);
    String id = draft.uniqueId("ANPA");
    ManagedPolicy managed =
        new ManagedPolicy(id, accountId, account.partition(), path, name, policy, draft.now());
    draft.put(Kinds.MANAGED_POLICY, new KeptManagedPolicy(draft.uniqueId("ANVA"), managed));
    return managed;
  }
}

package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a managed policy with its first version. */
public record CreatePolicy(
    String accountId,
    String path,
    String name,
    String text,
    String description,
    Map<String, String> tags)
    implements DirectoryCommand<ManagedPolicy> {
  private static final String FIRST_VERSION = "v1";

  public CreatePolicy {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Without description and tags. */
  public CreatePolicy(String accountId, String path, String name, String text) {
    this(accountId, path, name, text, "", Map.of());
  }

  @Override
  public ManagedPolicy carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.policy(name);
    Names.policyPath(path);
    Names.description(description);
    Tags.checked(tags, Quota.TAGS_PER_POLICY, draft.quotas());
    Policy policy = document(draft, text);
    if (draft.table().named(Kinds.MANAGED_POLICY, accountId, name) != null) {
      throw Refusal.policyExists(name);
    }
    draft
        .quotas()
        .requireWithin(
            Quota.POLICIES_PER_ACCOUNT, draft.table().count(Kinds.MANAGED_POLICY, accountId) + 1L);
    ManagedPolicy managed =
        new ManagedPolicy(
            draft.uniqueId("ANPA"),
            accountId,
            account.partition(),
            path,
            name,
            description,
            FIRST_VERSION,
            draft.now(),
            draft.now(),
            tags);
    draft.put(
        Kinds.POLICY_VERSION,
        new PolicyVersion(managed.id(), accountId, FIRST_VERSION, policy, draft.now()));
    return draft.put(Kinds.MANAGED_POLICY, new KeptManagedPolicy(managed, 1)).policy();
  }

  /** Reads a document that is to be a version of a managed policy. */
  static Policy document(DirectoryDraft draft, String text) {
    Policy policy = DirectoryDraft.parse(text, PolicyType.IDENTITY);
    if (policy.version() != Version.V2012_10_17) {
      throw Refusal.outdated();
    }
    draft.quotas().requireWithin(Quota.POLICY_SIZE, DirectoryDraft.size(text));
    return policy;
  }
}

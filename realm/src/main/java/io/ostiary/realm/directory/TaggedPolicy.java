package io.ostiary.realm.directory;

import java.util.Map;

/** A managed policy of an account. */
public record TaggedPolicy(String accountId, String policyArn) implements Tagged {

  @Override
  public Quota quota() {
    return Quota.TAGS_PER_POLICY;
  }

  @Override
  public Map<String, String> tags(DirectoryDraft draft) {
    return draft.ownPolicy(accountId, policyArn).policy().tags();
  }

  @Override
  public void retag(DirectoryDraft draft, Map<String, String> tags) {
    KeptManagedPolicy kept = draft.ownPolicy(accountId, policyArn);
    draft.put(Kinds.MANAGED_POLICY, kept.with(kept.policy().withTags(tags)));
  }
}

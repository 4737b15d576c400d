package io.ostiary.realm.directory;

import java.util.Map;

/** An instance profile of an account. */
public record TaggedInstanceProfile(String accountId, String name) implements Tagged {

  @Override
  public Quota quota() {
    return Quota.TAGS_PER_INSTANCE_PROFILE;
  }

  @Override
  public Map<String, String> tags(DirectoryDraft draft) {
    return draft.instanceProfile(accountId, name).tags();
  }

  @Override
  public void retag(DirectoryDraft draft, Map<String, String> tags) {
    draft.put(Kinds.INSTANCE_PROFILE, draft.instanceProfile(accountId, name).withTags(tags));
  }
}

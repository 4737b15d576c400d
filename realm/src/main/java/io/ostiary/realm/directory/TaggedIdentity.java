package io.ostiary.realm.directory;

import java.util.Map;

/** A user or role, whose tags are its principal's too. A group has none. */
public record TaggedIdentity(IdentityName name) implements Tagged {

  @Override
  public Quota quota() {
    return name.kind() == IdentityKind.ROLE ? Quota.TAGS_PER_ROLE : Quota.TAGS_PER_USER;
  }

  @Override
  public Map<String, String> tags(DirectoryDraft draft) {
    Identity identity = draft.identity(name);
    if (identity instanceof User user) {
      return user.tags();
    }
    if (identity instanceof Role role) {
      return role.tags();
    }
    throw Refusal.invalid("A group has no tags; tag its users instead.");
  }

  @Override
  public void retag(DirectoryDraft draft, Map<String, String> tags) {
    Identity identity = draft.identity(name);
    if (identity instanceof User user) {
      draft.put(Kinds.USER, user.withTags(tags));
    } else if (identity instanceof Role role) {
      draft.put(Kinds.ROLE, role.withTags(tags));
    }
  }
}

package io.ostiary.realm.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user of an account: somebody with credentials of their own.
 *
 * @param id {@code AIDA…}
 */
public record User(
    String id,
    String accountId,
    String partition,
    String path,
    String name,
    Instant createdAt,
    Map<String, String> tags)
    implements Identity {

  public User {
    // In their order; Map.copyOf would shuffle them.
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** The same user under another path and name. */
  User at(String newPath, String newName) {
    return new User(id, accountId, partition, newPath, newName, createdAt, tags);
  }

  /** The same user with other tags. */
  User withTags(Map<String, String> newTags) {
    return new User(id, accountId, partition, path, name, createdAt, newTags);
  }

  @Override
  public IdentityKind kind() {
    return IdentityKind.USER;
  }
}

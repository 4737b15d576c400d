package io.ostiary.realm.directory;

import java.time.Instant;

/**
 * Users who have policies in common. Has no credentials, is nobody's principal and contains no
 * groups.
 *
 * @param id {@code AGPA…}
 */
public record Group(
    String id, String accountId, String partition, String path, String name, Instant createdAt)
    implements Identity {

  /** The same group under another path and name. */
  Group at(String newPath, String newName) {
    return new Group(id, accountId, partition, newPath, newName, createdAt);
  }

  @Override
  public IdentityKind kind() {
    return IdentityKind.GROUP;
  }
}

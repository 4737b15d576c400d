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

  @Override
  public IdentityKind kind() {
    return IdentityKind.GROUP;
  }
}

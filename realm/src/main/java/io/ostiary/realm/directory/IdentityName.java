package io.ostiary.realm.directory;

/**
 * How a command names a user, group or role.
 *
 * @param name compared ignoring case
 */
public record IdentityName(IdentityKind kind, String accountId, String name) {

  public static IdentityName user(String accountId, String name) {
    return new IdentityName(IdentityKind.USER, accountId, name);
  }

  public static IdentityName group(String accountId, String name) {
    return new IdentityName(IdentityKind.GROUP, accountId, name);
  }

  public static IdentityName role(String accountId, String name) {
    return new IdentityName(IdentityKind.ROLE, accountId, name);
  }
}

package io.ostiary.policy.acl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a grant permits; in which actions that is, {@link AclActions} says. */
public enum Permission {
  READ,
  WRITE,
  READ_ACP,
  WRITE_ACP,
  /** The four others together. */
  FULL_CONTROL;

  private static final List<Permission> ALL_PARTS = List.of(READ, WRITE, READ_ACP, WRITE_ACP);

  /**
   * Reads a permission as an {@code AccessControlPolicy} document writes it.
   *
   * @throws AclSyntaxException if it is none
   */
  public static Permission parse(String name) {
    return Arrays.stream(values())
        .filter(permission -> permission.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AclSyntaxException(
                    AclSyntaxException.Fault.UNKNOWN_PERMISSION,
                    "",
                    "unknown permission `%s`; write `READ`, `WRITE`, `READ_ACP`, `WRITE_ACP` or"
                            .formatted(name)
                        + " `FULL_CONTROL`"));
  }

  /** The header that grants it: {@code x-amz-grant-read-acp}. */
  String header() {
    return AclHeaders.GRANT_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The permissions that it consists of, each no sum of others. */
  List<Permission> parts() {
    return this == FULL_CONTROL ? ALL_PARTS : List.of(this);
  }
}

package io.ostiary.realm.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table's users, groups and roles, whichever of them it is. */
final class Identities {
  private Identities() {}

  static @Nullable Identity byId(EntityTable table, String id) {
    for (IdentityKind kind : IdentityKind.values()) {
      Identity identity = table.get(Kinds.of(kind), id);
      if (identity != null) {
        return identity;
      }
    }
    return null;
  }

  /** By its last segment, which is the name; the whole must then agree. */
  static @Nullable Identity byArn(EntityTable table, String accountId, String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    for (IdentityKind kind : IdentityKind.values()) {
      Identity identity = table.named(Kinds.of(kind), accountId, name);
      if (identity != null && identity.arn().equals(arn)) {
        return identity;
      }
    }
    return null;
  }

  /** Those of an account to which a managed policy is attached, in no particular order. */
  static List<Identity> attachedTo(EntityTable table, String accountId, ManagedPolicy policy) {
    return table.children(Kinds.ATTACHMENT, Attachment.of(accountId, policy.id())).stream()
        .map(attachment -> referred(table, attachment.principalId()))
        .toList();
  }

  /** Those of an account that a managed policy bounds, in no particular order. */
  static List<Identity> boundBy(EntityTable table, String accountId, ManagedPolicy policy) {
    return table.children(Kinds.BOUNDARY, Attachment.of(accountId, policy.id())).stream()
        .map(boundary -> referred(table, boundary.identityId()))
        .toList();
  }

  private static Identity referred(EntityTable table, String id) {
    Identity identity = byId(table, id);
    if (identity == null) {
      throw new IllegalStateException(
          "%s has a policy and does not exist; restore a backup".formatted(id));
    }
    return identity;
  }
}

package io.ostiary.realm.directory;

import java.time.Instant;

/** A user, group or role: what identity policies are attached to. */
public sealed interface Identity permits User, Group, Role {

  /** With its kind's prefix, such as {@code AIDA…}; never used again. */
  String id();

  String accountId();

  String partition();

  /** {@code /} or {@code /…/}. */
  String path();

  /** Unique among its kind in its account, ignoring case. */
  String name();

  Instant createdAt();

  IdentityKind kind();

  default String arn() {
    return kind().arn(partition(), accountId(), path(), name());
  }
}

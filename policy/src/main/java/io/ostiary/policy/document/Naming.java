package io.ostiary.policy.document;

/** How a Principal element names somebody, the weakest way first. */
public enum Naming {
  NONE,
  /** By the account, which leaves the rest to the account's own policies. */
  ACCOUNT,
  /** By the role of a session, or by the user who made a federated session. */
  PARENT,
  /** As part of everyone, {@code *}. */
  ANYONE,
  /** In person: the user, the session, the service. */
  DIRECT
}

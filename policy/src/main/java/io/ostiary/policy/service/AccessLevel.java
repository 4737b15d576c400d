package io.ostiary.policy.service;

/**
 * What kind of thing an action does, as AWS classes them; for validation, documentation, and to
 * know which actions write tags.
 */
public enum AccessLevel {
  LIST,
  READ,
  WRITE,
  TAGGING,
  /** Grants or changes permissions. */
  PERMISSIONS_MANAGEMENT
}

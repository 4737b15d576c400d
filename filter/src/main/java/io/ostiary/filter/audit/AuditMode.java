package io.ostiary.filter.audit;

/** What becomes of a request that cannot be recorded. */
public enum AuditMode {
  /** It is not let in. */
  REQUIRED,
  /** It is let in, and the loss is counted and logged. */
  BEST_EFFORT
}

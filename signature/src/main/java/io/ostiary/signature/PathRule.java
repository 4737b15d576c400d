package io.ostiary.signature;

/** How a service's clients put the path into the canonical request. */
public enum PathRule {
  /** As sent: S3 and its kin. */
  AS_SENT,
  /** Dot segments and empty segments removed, then percent-encoded once more: everybody else. */
  NORMALIZED
}

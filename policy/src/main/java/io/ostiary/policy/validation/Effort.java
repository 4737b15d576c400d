package io.ostiary.policy.validation;

/** Bounds the steps that comparisons of pairs may take, so that no document keeps us long. */
final class Effort {
  private static final long MOST = 5_000_000;

  private long left = MOST;

  /** Whether so many further steps may be taken. */
  boolean allows(long steps) {
    left -= steps;
    return left >= 0;
  }

  /** Whether the last answers were given for lack of effort, and so mean nothing. */
  boolean spent() {
    return left < 0;
  }
}

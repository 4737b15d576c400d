package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.InstantSource;

/** How long ago it was certain that the snapshot is the newest, and how long that may be. */
final class Freshness {
  /** Within this, being certain again is merely under way: the store is asked every second. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Duration limit;
  private volatile long certain;
  private volatile boolean failing;

  /**
   * Begins certain.
   *
   * @param limit how long a snapshot may be decided on while the store does not answer
   */
  Freshness(InstantSource clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
    this.certain = clock.millis();
  }

  void certainAt(long millis) {
    certain = millis;
    failing = false;
  }

  void uncertain() {
    failing = true;
  }

  /** Whether nothing may be decided on the snapshot any more. */
  boolean isOver() {
    long age = clock.millis() - certain;
    // A clock that was put back says nothing about age; the next look at the store sets it right.
    return age < 0 || (failing ? age >= limit.toMillis() : age > limit.plus(UNDER_WAY).toMillis());
  }

  /** How long ago it was certain. */
  Duration age() {
    return Duration.ofMillis(Math.max(0, clock.millis() - certain));
  }

  Duration limit() {
    return limit;
  }
}

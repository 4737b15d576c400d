package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys of session tokens, oldest first. A key is made long before it is used, so that every
 * node knows it by then, and kept until the last token that it sealed is over.
 */
public record SessionKeys(List<SessionKey> oldestFirst) {
  /** No session lasts longer. */
  public static final Duration LONGEST_SESSION = Duration.ofHours(36);

  /** How long after its last token was over a key is kept, since the clocks of nodes differ. */
  static final Duration KEPT_LONGER = Duration.ofHours(1);

  /** An hour is longer than any node decides on without hearing of others, whatever its clock. */
  private static final Rotation<SessionKey> ROTATION =
      new Rotation<>(
          SessionKey::createdAt,
          Duration.ofDays(1),
          Duration.ofHours(1),
          LONGEST_SESSION.plus(KEPT_LONGER));

  public SessionKeys {
    List<SessionKey> sorted = new ArrayList<>(oldestFirst);
    sorted.sort(Comparator.comparing(SessionKey::createdAt).thenComparing(SessionKey::id));
    oldestFirst = List.copyOf(sorted);
  }

  /** The key to seal with: the newest that is known everywhere; the very first at once. */
  public Optional<SessionKey> sealing(Instant now) {
    return ROTATION.current(oldestFirst, now);
  }

  /** Whether it is time for {@link RotateSessionKeys}. */
  public boolean isRotationDue(Instant now) {
    return needsNew(now) || !retired(now).isEmpty();
  }

  boolean needsNew(Instant now) {
    return ROTATION.needsNew(oldestFirst, now);
  }

  /** The keys of which every token is over. */
  List<SessionKey> retired(Instant now) {
    return ROTATION.retired(oldestFirst, now);
  }
}

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

  private static final Duration NEW_ONE_EVERY = Duration.ofDays(1);

  /** Longer than any node decides on without hearing of others, whatever its clock. */
  private static final Duration KNOWN_EVERYWHERE_AFTER = Duration.ofHours(1);

  /** How long after its last token was over a key is kept, since the clocks of nodes differ. */
  static final Duration KEPT_LONGER = Duration.ofHours(1);

  public SessionKeys {
    List<SessionKey> sorted = new ArrayList<>(oldestFirst);
    sorted.sort(Comparator.comparing(SessionKey::createdAt).thenComparing(SessionKey::id));
    oldestFirst = List.copyOf(sorted);
  }

  /** The key to seal with: the newest that is known everywhere; the very first at once. */
  public Optional<SessionKey> sealing(Instant now) {
    Optional<SessionKey> best = oldestFirst.stream().findFirst();
    for (SessionKey key : oldestFirst) {
      if (!usedFrom(key).isAfter(now)) {
        best = Optional.of(key);
      }
    }
    return best;
  }

  private static Instant usedFrom(SessionKey key) {
    return key.createdAt().plus(KNOWN_EVERYWHERE_AFTER);
  }

  /** Whether it is time for {@link RotateSessionKeys}. */
  public boolean isRotationDue(Instant now) {
    return needsNew(now) || !retired(now).isEmpty();
  }

  boolean needsNew(Instant now) {
    return oldestFirst.isEmpty()
        || !oldestFirst.get(oldestFirst.size() - 1).createdAt().plus(NEW_ONE_EVERY).isAfter(now);
  }

  /** The keys of which every token is over. */
  List<SessionKey> retired(Instant now) {
    List<SessionKey> retired = new ArrayList<>();
    for (int i = 0; i + 1 < oldestFirst.size(); i++) {
      Instant lastUsed = usedFrom(oldestFirst.get(i + 1));
      if (!lastUsed.plus(LONGEST_SESSION).plus(KEPT_LONGER).isAfter(now)) {
        retired.add(oldestFirst.get(i));
      }
    }
    return retired;
  }
}

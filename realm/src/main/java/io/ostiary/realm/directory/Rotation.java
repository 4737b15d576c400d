package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How keys follow each other: one is made long before it is used, so that everybody knows it by
 * then, and kept until the last thing that it was used for is over. All keys are given oldest
 * first.
 *
 * @param newOneEvery how old the newest may get before the next is made
 * @param knownAfter how old one must be to be used; the very first is used at once
 * @param keptFor how long one is kept after the next has come into use
 */
record Rotation<K>(
    Function<K, Instant> createdAt, Duration newOneEvery, Duration knownAfter, Duration keptFor) {

  /** The key to use: the newest that is known everywhere. */
  Optional<K> current(List<K> oldestFirst, Instant now) {
    Optional<K> best = oldestFirst.stream().findFirst();
    for (K key : oldestFirst) {
      if (!usedFrom(key).isAfter(now)) {
        best = Optional.of(key);
      }
    }
    return best;
  }

  private Instant usedFrom(K key) {
    return createdAt.apply(key).plus(knownAfter);
  }

  boolean needsNew(List<K> oldestFirst, Instant now) {
    return oldestFirst.isEmpty()
        || !createdAt.apply(oldestFirst.get(oldestFirst.size() - 1)).plus(newOneEvery).isAfter(now);
  }

  /** The keys that nothing needs any more. */
  List<K> retired(List<K> oldestFirst, Instant now) {
    List<K> retired = new ArrayList<>();
    for (int i = 0; i + 1 < oldestFirst.size(); i++) {
      if (!usedFrom(oldestFirst.get(i + 1)).plus(keptFor).isAfter(now)) {
        retired.add(oldestFirst.get(i));
      }
    }
    return retired;
  }
}

package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads many rows with all processors, since a start waits for it. */
final class Loading {
  private static final int AT_A_TIME = 500;

  /**
   * What some rows are read as.
   *
   * @param failure why they could not all be; carried by hand, since other threads' exceptions
   *     arrive as copies that say less
   */
  private record Part<R>(List<R> results, @Nullable RuntimeException failure) {
    static <E, R> Part<R> of(List<E> list, Function<E, ? extends R> reading) {
      try {
        return new Part<>(list.stream().<R>map(reading).toList(), null);
      } catch (RuntimeException failure) {
        return new Part<>(List.of(), failure);
      }
    }
  }

  private Loading() {}

  /** What each of a list is read as, in its order; throws the first failure. */
  static <E, R> List<R> inParallel(List<E> list, Function<E, ? extends R> reading) {
    List<Part<R>> parts =
        IntStream.range(0, (list.size() + AT_A_TIME - 1) / AT_A_TIME)
            .parallel()
            .mapToObj(
                i ->
                    Part.<E, R>of(
                        list.subList(i * AT_A_TIME, Math.min((i + 1) * AT_A_TIME, list.size())),
                        reading))
            .toList();
    List<R> all = new ArrayList<>(list.size());
    for (Part<R> part : parts) {
      if (part.failure != null) {
        throw part.failure;
      }
      all.addAll(part.results);
    }
    return all;
  }
}

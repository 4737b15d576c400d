package io.ostiary.policy.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a seed decides. Equal seeds draw equally in every virtual machine. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  boolean percent(int chance) {
    return below(100) < chance;
  }

  @SafeVarargs
  final <T> T of(T... items) {
    return items[below(items.length)];
  }

  <T> T of(List<T> items) {
    return items.get(below(items.size()));
  }

  <T> void shuffle(List<T> items) {
    List<T> rest = new ArrayList<>(items);
    items.clear();
    while (!rest.isEmpty()) {
      items.add(rest.remove(below(rest.size())));
    }
  }
}

package io.ostiary.cli.simulation;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was used last, as far as its weight allows. For one thread.
 *
 * @param <K> what a value is asked for by
 */
final class BoundedCache<K, V> {
  private record Weighed<T>(T value, long weight) {}

  private final long maximum;
  private final LinkedHashMap<K, Weighed<V>> values = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  BoundedCache(long maximum) {
    this.maximum = maximum;
  }

  @Nullable V get(K key) {
    Weighed<V> weighed = values.get(key);
    return weighed == null ? null : weighed.value();
  }

  V put(K key, V value, long valueWeight) {
    Weighed<V> before = values.put(key, new Weighed<>(value, valueWeight));
    weight += valueWeight - (before == null ? 0 : before.weight());
    var oldest = values.entrySet().iterator();
    while (weight > maximum && oldest.hasNext()) {
      weight -= oldest.next().getValue().weight();
      oldest.remove();
    }
    return value;
  }

  int size() {
    return values.size();
  }
}

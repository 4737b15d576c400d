package io.ostiary.realm.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistentMapTest {

  /** A key whose hash is one of few, some of them equal in their lowest bits only. */
  private record Key(int number, int hashes) {
    @Override
    public int hashCode() {
      int hash = number % hashes;
      return hash % 2 == 0 ? hash << 27 : hash;
    }
  }

  @ParameterizedTest(name = "{2} keys of {1} hashes, seed {0}")
  @CsvSource({"1, 1000000, 2000", "2, 50, 400", "3, 3, 40", "4, 1, 9", "5, 1000000, 3"})
  void agreesWithAHashMap(long seed, int hashes, int keys) {
    Random random = new Random(seed);
    Map<Key, Integer> expected = new HashMap<>();
    PersistentMap<Key, Integer> map = PersistentMap.empty();
    for (int step = 0; step < 20 * keys; step++) {
      Key key = new Key(random.nextInt(keys), hashes);
      if (random.nextInt(5) < (step / keys % 2 == 0 ? 3 : 2)) {
        expected.put(key, step);
        map = map.with(key, step);
      } else {
        expected.remove(key);
        map = map.without(key);
      }
      assertThat(map.get(key)).isEqualTo(expected.get(key));
      assertThat(map.size()).isEqualTo(expected.size());
      if (step % keys == 0) {
        assertThat(entries(map)).isEqualTo(expected);
      }
    }
    for (Key key : new HashMap<>(expected).keySet()) {
      map = map.without(key);
      expected.remove(key);
      assertThat(entries(map)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"100", "1"})
  void anOldMapStaysAsItWas(int hashes) {
    PersistentMap<Key, String> old = PersistentMap.empty();
    for (int i = 0; i < 100; i++) {
      old = old.with(new Key(i, hashes), "old");
    }
    Map<Key, String> before = entries(old);
    PersistentMap<Key, String> changed = old;
    for (int i = 0; i < 100; i += 2) {
      changed = changed.with(new Key(i, hashes), "new").without(new Key(i + 1, hashes));
    }
    assertThat(changed.size()).isEqualTo(50);
    assertThat(entries(old)).isEqualTo(before);
  }

  private static <K, V> Map<K, V> entries(PersistentMap<K, V> map) {
    Map<K, V> entries = new HashMap<>();
    map.forEachEntry((key, value) -> assertThat(entries.put(key, value)).isNull());
    return entries;
  }
}

package io.ostiary.cli.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final BoundedCache<String, Integer> cache = new BoundedCache<>(10);

  @Test
  void forgetsWhatWasUsedLongestAgo() {
    cache.put("a", 1, 4);
    cache.put("b", 2, 4);
    assertThat(cache.get("a")).isEqualTo(1);
    cache.put("c", 3, 4);
    assertThat(cache.get("b")).isNull();
    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache.get("c")).isEqualTo(3);
  }

  @Test
  void weighsAValueThatIsReplacedOnce() {
    cache.put("a", 1, 6);
    cache.put("a", 2, 6);
    cache.put("b", 3, 4);
    assertThat(cache.get("a")).isEqualTo(2);
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void keepsNothingThatIsTooHeavy() {
    assertThat(cache.put("a", 1, 11)).isEqualTo(1);
    assertThat(cache.size()).isZero();
  }
}

package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 62, 63, 64, 65, 127, 128, 129, 191, 192, 193, 254})
  void holdTheLengthThatWasAddedAndNoOther(int length) {
    Lengths one = Lengths.NONE.with(length);

    assertThat(IntStream.rangeClosed(0, 300).filter(one::contains)).containsExactly(length);
    assertThat(one.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 300})
  void countAllAsOneFrom255On(int length) {
    Lengths one = Lengths.NONE.with(length);

    assertThat(IntStream.rangeClosed(0, 300).filter(one::contains).boxed())
        .containsExactlyElementsOf(IntStream.rangeClosed(255, 300).boxed().toList());
  }

  @Test
  void keepWhatTheyHeld() {
    Integer[] lengths = {3, 63, 64, 100, 128, 150, 192, 254};
    Lengths all = Lengths.NONE;
    for (int length : lengths) {
      all = all.with(length);
    }

    assertThat(IntStream.rangeClosed(0, 300).filter(all::contains)).containsExactly(lengths);
  }

  @Test
  void holdNothingAtFirst() {
    assertThat(IntStream.rangeClosed(0, 300).filter(Lengths.NONE::contains)).isEmpty();
    assertThat(Lengths.NONE.isEmpty()).isTrue();
  }
}

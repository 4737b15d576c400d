package io.ostiary.policy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the targets claim holds of their seeds and of what fuzzing found, without any fuzzing. */
@Tag("once")
class FuzzSeedsTest {

  @ParameterizedTest
  @ValueSource(strings = {"ParserFuzz", "MatcherFuzz", "ConditionFuzz", "DecisionFuzz"})
  void holdsOfTheSeeds(String target) {
    List<byte[]> seeds = Seeds.of(target);

    assertThat(seeds).hasSizeGreaterThan(50);
    seeds.forEach(seed -> run(target, seed));
  }

  @ParameterizedTest
  @CsvSource({"ParserFuzz, address-prefix-overflow", "DecisionFuzz, variable-in-no-arn"})
  void holdsOfWhatFuzzingFound(String target, String finding) throws IOException {
    try (InputStream in = FuzzSeedsTest.class.getResourceAsStream(target + '/' + finding)) {
      run(target, Objects.requireNonNull(in).readAllBytes());
    }
  }

  private static void run(String target, byte[] input) {
    switch (target) {
      case "ParserFuzz" -> ParserFuzz.fuzzerTestOneInput(input);
      case "MatcherFuzz" -> MatcherFuzz.fuzzerTestOneInput(input);
      case "ConditionFuzz" -> ConditionFuzz.fuzzerTestOneInput(input);
      default -> DecisionFuzz.fuzzerTestOneInput(input);
    }
  }
}

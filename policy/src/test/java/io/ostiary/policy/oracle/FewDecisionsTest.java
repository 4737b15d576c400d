package io.ostiary.policy.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.Tries;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link DifferentialTest} compares, in so few decisions that they can be made again for each
 * mutant, and without making a disagreement small.
 */
class FewDecisionsTest {
  private static final int CASES = 200;
  private static final int REQUESTS = 10;

  private final NaiveEvaluator naive = new NaiveEvaluator();

  static Stream<Long> seeds() {
    return LongStream.range(0, 10).map(seed -> 10_000 * seed).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theTwoAgree(long seed) {
    for (int i = 0; i < Tries.of(CASES); i++) {
      assertAgreement(CaseGenerator.small(seed + i, REQUESTS, naive));
    }
  }

  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {60, 150})
  void theTwoAgreeOnLargerSets(int statements) {
    assertAgreement(CaseGenerator.large(statements, statements, 5 * REQUESTS, naive));
  }

  private void assertAgreement(GeneratedCase one) {
    Engine engine = new Engine(one.policies());
    Engine changed = Engine.changed(one.policies());
    for (PlainRequest request : one.requests()) {
      Verdict verdict = naive.decide(request, one.policies(request));
      assertThat(engine.decide(request)).matches(decision -> Engine.agrees(verdict, decision));
      assertThat(changed.decide(request)).matches(decision -> Engine.agrees(verdict, decision));
    }
  }
}

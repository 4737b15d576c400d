package io.ostiary.policy.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.Decision;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generator draws what is needed to tell a wrong rule from a right one: each evaluator here is
 * wrong about one rule, and is soon found to differ from the engine.
 */
@Tag("once")
class BreakageTest {
  private static final long SEED = Long.getLong("oracle.seed", 1);
  private static final int REQUESTS = 24;
  private static final int CASES = 4_000;
  private static final List<Arguments> BREAKAGES =
      Stream.of(
              ValueBreakages.all(),
              ConditionBreakages.all(),
              StatementBreakages.all(),
              AclBreakages.all(),
              DecisionBreakages.all())
          .flatMap(all -> all)
          .toList();

  /** After how many cases each was noticed. */
  private static final IdentityHashMap<NaiveEvaluator, Integer> NOTICED = new IdentityHashMap<>();

  @BeforeAll
  static void compare() {
    List<NaiveEvaluator> unnoticed = new ArrayList<>();
    for (Arguments breakage : BREAKAGES) {
      unnoticed.add((NaiveEvaluator) ((Named<?>) breakage.get()[0]).getPayload());
    }
    NaiveEvaluator judge = new NaiveEvaluator();
    for (int i = 1; i <= CASES && !unnoticed.isEmpty(); i++) {
      GeneratedCase one = CaseGenerator.small(SEED + i, REQUESTS, judge);
      Engine engine = new Engine(one.policies());
      for (PlainRequest request : one.requests()) {
        Decision decision = engine.decide(request);
        int cases = i;
        unnoticed.removeIf(
            broken -> {
              boolean differs =
                  !Engine.agrees(broken.decide(request, one.policies(request)), decision);
              if (differs) {
                NOTICED.put(broken, cases);
              }
              return differs;
            });
      }
    }
  }

  static Stream<Arguments> breakages() {
    return BREAKAGES.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakages")
  void isNoticed(NaiveEvaluator broken) {
    assertThat(NOTICED).containsKey(broken);
  }
}

package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table of decisions beside this test. */
class DecisionTest {

  static Stream<DecisionCase> cases() {
    return DecisionCase.of(
        "elements",
        "conditions",
        "principals",
        "accounts",
        "variables",
        "operators",
        "reasons",
        "lists");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decides(DecisionCase one) {
    assertThat(one.outcome()).as(one.toString()).isEqualTo(one.expected());
    if (!one.by().isEmpty()) {
      assertThat(decider(one.decide())).as(one.toString()).isEqualTo(one.by());
    }
  }

  private static String decider(Decision decision) {
    if (decision instanceof Allowed allowed) {
      return allowed.by() == null ? "nobody" : allowed.by().type().name();
    }
    return decision instanceof ExplicitlyDenied denied
        ? denied.by().type().name()
        : ((ImplicitlyDenied) decision).missing().name();
  }

  @Test
  void namesEachCaseOnce() {
    assertThat(cases().map(DecisionCase::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(197);
  }
}

package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
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

  /**
   * What decides is among the matches of its layer, and no layer that is asked denies otherwise.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isMadeByAMatchOfItsLayer(DecisionCase one) {
    if (one.outcome().equals("Malformed")) {
      return;
    }
    Decision decision = one.decide();
    List<MatchedLayer> matches = Authorizer.matches(one.request(), one.policies());

    boolean caps = Authorizer.hasPolicies(one.request().principal());
    List<DecisiveStatement> denying =
        matches.stream()
            .filter(layer -> caps || layer.type() != PolicyType.SERVICE_CONTROL)
            .flatMap(layer -> layer.denying().stream())
            .toList();
    if (decision instanceof ExplicitlyDenied denied) {
      assertThat(denying).contains(denied.by());
    } else {
      assertThat(denying).isEmpty();
    }
    DecisiveStatement by = decision instanceof Allowed allowed ? allowed.by() : null;
    if (by != null) {
      assertThat(matches)
          .filteredOn(layer -> layer.type() == by.type())
          .singleElement()
          .satisfies(layer -> assertThat(layer.allows()).isTrue())
          .satisfies(layer -> assertThat(layer.allowing()).contains(by));
    }
    if (decision instanceof ImplicitlyDenied denied) {
      assertThat(matches)
          .filteredOn(layer -> layer.type() == denied.missing() && layer.level() > 0)
          .satisfiesAnyOf(
              none -> assertThat(none).isEmpty(),
              some -> assertThat(some).anyMatch(layer -> !layer.allows()));
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

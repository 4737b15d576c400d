package io.ostiary.policy.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ostiary.policy.oracle.ConditionRules.OperatorText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine and the naive evaluator agree on whatever the generator draws: the outcome, and that
 * the reason given is a true one. {@code -Doracle.decisions=…} sets how many decisions are
 * compared, {@code -Doracle.seed=…} the seed of the first case; each case has the next seed.
 */
@Tag("once")
class DifferentialTest {
  private static final long DECISIONS = Long.getLong("oracle.decisions", 1_000_000);
  private static final long SEED = Long.getLong("oracle.seed", 1);
  private static final int REQUESTS = 125;

  private static Tally tally = Tally.ofSmall(SEED, 0, REQUESTS);

  @BeforeAll
  static void compare() {
    tally = Tally.ofSmall(SEED, DECISIONS, REQUESTS);
  }

  @Test
  void theTwoAgree() {
    assertThat(tally.disagreement()).isNull();
    assertThat(tally.decisions()).isGreaterThanOrEqualTo(DECISIONS);
  }

  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {100, 300, 1_000, 2_000})
  void theTwoAgreeOnLargeSets(int statements) {
    int cases = (int) Math.max(1, 2_000 * DECISIONS / 1_000_000 / statements);
    Tally large = Tally.ofLarge(SEED + statements, cases, statements, 100);

    assertThat(large.disagreement()).isNull();
  }

  @Test
  void aboutAThirdOfTheDecisionsIsOfEachKind() {
    for (String outcome :
        List.of(Verdict.ALLOWED, Verdict.EXPLICITLY_DENIED, Verdict.IMPLICITLY_DENIED)) {
      assertThat(100.0 * tally.counts().of(outcome) / tally.decisions())
          .as(outcome)
          .isBetween(24.0, 45.0);
    }
  }

  static Stream<String> operators() {
    List<String> operators = new ArrayList<>(List.of("Null"));
    for (ValueKind kind : ValueKind.ALL) {
      for (String operator : kind.operators()) {
        for (String set : List.of("", "ForAllValues:", "ForAnyValue:")) {
          operators.add(set + operator);
          operators.add(set + operator + "IfExists");
        }
      }
    }
    return operators.stream();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void everyOperatorHoldsAndFails(String operator) {
    for (boolean holds : new boolean[] {true, false}) {
      happens(OperatorText.parse(operator) + " " + holds);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANONYMOUS [ANY]",
        "SERVICE [ANY]",
        "SERVICE [DIRECT]",
        "ROOT [ANY]",
        "ROOT [ACCOUNT]",
        "USER [ANY]",
        "USER [DIRECT]",
        "USER [ACCOUNT]",
        "USER [DIRECT, ACCOUNT]",
        "ROLE_SESSION [ANY]",
        "ROLE_SESSION [DIRECT]",
        "ROLE_SESSION [PARENT]",
        "ROLE_SESSION [ACCOUNT]",
        "ROLE_SESSION [PARENT, ACCOUNT]",
        "FEDERATED_USER [ANY]",
        "FEDERATED_USER [DIRECT]",
        "FEDERATED_USER [PARENT]",
        "FEDERATED_USER [ACCOUNT]",
        "ANONYMOUS []",
        "SERVICE []",
        "ROOT []",
        "USER []",
        "ROLE_SESSION []",
        "FEDERATED_USER []"
      })
  void everyFormOfPrincipalNamesAndDoesNot(String naming) {
    happens(naming);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Allowed IDENTITY",
        "Allowed RESOURCE",
        "Allowed TRUST",
        "Allowed nobody",
        "ExplicitlyDenied SERVICE_CONTROL",
        "ExplicitlyDenied RESOURCE_CONTROL",
        "ExplicitlyDenied PERMISSIONS_BOUNDARY",
        "ExplicitlyDenied SESSION",
        "ExplicitlyDenied IDENTITY",
        "ExplicitlyDenied RESOURCE",
        "ExplicitlyDenied TRUST",
        "ImplicitlyDenied missing SERVICE_CONTROL",
        "ImplicitlyDenied missing PERMISSIONS_BOUNDARY",
        "ImplicitlyDenied missing SESSION",
        "ImplicitlyDenied missing IDENTITY",
        "ImplicitlyDenied missing RESOURCE",
        "ImplicitlyDenied missing TRUST"
      })
  void everyLayerDecides(String reason) {
    happens(reason);
  }

  /** Fewer decisions than are usual say nothing about what the generator draws. */
  private static void happens(String event) {
    assumeThat(tally.decisions()).isGreaterThanOrEqualTo(1_000_000);
    assertThat(tally.counts().of(event)).as(event).isGreaterThanOrEqualTo(5);
  }
}

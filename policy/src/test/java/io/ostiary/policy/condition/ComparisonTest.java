package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.request.RequestContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request's value, on the left, is to a wanted one. */
class ComparisonTest {

  @ParameterizedTest
  @CsvSource({
    "1, LESS, 2, MATCHES",
    "2, LESS, 2, DIFFERS",
    "2, AT_MOST, 2.0, MATCHES",
    "3, AT_MOST, 2, DIFFERS",
    "2, EQUAL, 2e0, MATCHES",
    "2, EQUAL, -2, DIFFERS",
    "2, AT_LEAST, 2, MATCHES",
    "1, AT_LEAST, 2, DIFFERS",
    "3, GREATER, 2, MATCHES",
    "2, GREATER, 2, DIFFERS",
    "many, EQUAL, 2, INCOMPARABLE",
    "2, EQUAL, many, INCOMPARABLE",
  })
  void ofNumbers(String have, Comparison comparison, String want, ValueMatcher.Outcome outcome) {
    assertThat(
            NumberMatcher.asking(comparison)
                .compile(want, false)
                .compare(have, RequestContext.EMPTY))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "2025, LESS, 2026, MATCHES",
    "2026, LESS, 2026, DIFFERS",
    "2026-01-01T00:00:00.1Z, LESS, 2026-01-01T00:00:00.2Z, MATCHES",
    "2026-01-01T00:00:00.2Z, LESS, 2026-01-01T00:00:00.2Z, DIFFERS",
    "2026-01-01T00:00:01.1Z, LESS, 2026-01-01T00:00:00.2Z, DIFFERS",
    "2026-01-01, EQUAL, 2026-01, MATCHES",
    "2026-01-01T00:00:00.5Z, EQUAL, 2026, DIFFERS",
    "2026, GREATER, 2025-12-31T23:59:59.999Z, MATCHES",
    "2026, AT_MOST, 2026, MATCHES",
    "2026, AT_LEAST, 2026, MATCHES",
    "soon, EQUAL, 2026, INCOMPARABLE",
    "2026, EQUAL, soon, INCOMPARABLE",
  })
  void ofInstants(String have, Comparison comparison, String want, ValueMatcher.Outcome outcome) {
    assertThat(
            DateMatcher.asking(comparison).compile(want, false).compare(have, RequestContext.EMPTY))
        .isEqualTo(outcome);
  }
}

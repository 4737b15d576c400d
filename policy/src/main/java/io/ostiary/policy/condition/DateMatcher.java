package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compares instants, however they are written.
 *
 * @param want null if the policy's text is no date
 */
record DateMatcher(Comparison comparison, @Nullable Instant want) implements ValueMatcher {

  static Operator.Compiler asking(Comparison comparison) {
    return (want, variables) -> new DateMatcher(comparison, W3cDate.parse(want));
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    Instant instant = want == null ? null : W3cDate.parse(have);
    if (want == null || instant == null) {
      return Outcome.INCOMPARABLE;
    }
    return Outcome.of(comparison.accepts(instant.compareTo(want)));
  }
}

package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Compares numbers by value: {@code 10} equals {@code 10.0}.
 *
 * @param want null if the policy's text is no number
 */
record NumberMatcher(Comparison comparison, @Nullable String want) implements ValueMatcher {

  static Operator.Compiler asking(Comparison comparison) {
    return (want, variables) ->
        new NumberMatcher(comparison, DecimalText.isNumber(want) ? want : null);
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    if (want == null || !DecimalText.isNumber(have)) {
      return Outcome.INCOMPARABLE;
    }
    return Outcome.of(comparison.accepts(DecimalText.compare(have, want)));
  }
}

package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Compares truth values, written {@code true} or {@code false} in any case.
 *
 * @param want null if the policy's text is neither
 */
record BoolMatcher(@Nullable Boolean want) implements ValueMatcher {

  static BoolMatcher of(String want) {
    return new BoolMatcher(parse(want));
  }

  /** The truth value, or null if the text is none. */
  static @Nullable Boolean parse(String text) {
    if (text.equalsIgnoreCase("true")) {
      return Boolean.TRUE;
    }
    return text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    return Outcome.of(want != null && want.equals(parse(have)));
  }
}

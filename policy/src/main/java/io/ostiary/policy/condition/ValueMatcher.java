package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;

/**
 * One wanted value of a condition, compiled, and how a request's value compares with it.
 *
 * <p>Comparing reads the request's value where it stands and allocates nothing, but for texts made
 * against the search for a pattern ({@link Template}).
 */
sealed interface ValueMatcher
    permits TextMatcher,
        NumberMatcher,
        DateMatcher,
        BoolMatcher,
        BinaryMatcher,
        AddressMatcher,
        ArnMatcher {

  /** How a request's value stands to a wanted value. */
  enum Outcome {
    MATCHES,
    DIFFERS,
    /** One of them is no number or date at all; neither an operator nor its negation holds. */
    INCOMPARABLE;

    static Outcome of(boolean matches) {
      return matches ? MATCHES : DIFFERS;
    }
  }

  Outcome compare(String have, RequestContext context);

  /** The folded keys of the variables in the wanted value. */
  default List<String> keys() {
    return List.of();
  }
}

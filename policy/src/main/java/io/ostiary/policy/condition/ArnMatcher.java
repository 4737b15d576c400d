package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares ARNs part by part, with wildcards.
 *
 * @param want null if the policy's text has fewer than six parts, and so is no ARN
 */
record ArnMatcher(@Nullable ArnPattern want) implements ValueMatcher {

  static ArnMatcher of(String want, boolean variables) {
    return new ArnMatcher(ArnPattern.full(want, variables).orElse(null));
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    return Outcome.of(want != null && want.matches(have, context));
  }

  @Override
  public List<String> keys() {
    return want == null ? List.of() : want.keys();
  }
}

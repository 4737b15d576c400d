package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an address lies in a range.
 *
 * @param want null if the policy's text is no range
 */
record AddressMatcher(@Nullable AddressRange want) implements ValueMatcher {

  static AddressMatcher of(String want) {
    return new AddressMatcher(AddressRange.parse(want));
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    return Outcome.of(want != null && want.contains(have));
  }
}

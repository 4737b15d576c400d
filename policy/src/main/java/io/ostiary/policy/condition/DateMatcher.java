package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;

/**
 * Compares instants, however they are written.
 *
 * @param second seconds since 1970, or {@link W3cDate#NONE} if the policy's text is no date
 * @param nano nanoseconds after that
 */
record DateMatcher(Comparison comparison, long second, int nano) implements ValueMatcher {

  static Operator.Compiler asking(Comparison comparison) {
    return (want, variables) ->
        new DateMatcher(comparison, W3cDate.second(want), W3cDate.nano(want));
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    long haveSecond = W3cDate.second(have);
    if (second == W3cDate.NONE || haveSecond == W3cDate.NONE) {
      return Outcome.INCOMPARABLE;
    }
    int sign = Long.compare(haveSecond, second);
    return Outcome.of(
        comparison.accepts(sign != 0 ? sign : Integer.compare(W3cDate.nano(have), nano)));
  }
}

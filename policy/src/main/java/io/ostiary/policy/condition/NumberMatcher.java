package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Compares numbers by value: {@code 10} equals {@code 10.0}. A number is written as in JSON, with
 * leading zeros and a plus sign allowed, in at most 64 characters.
 *
 * @param want null if the policy's text is no number
 */
record NumberMatcher(Comparison comparison, @Nullable BigDecimal want) implements ValueMatcher {
  private static final int MAX_LENGTH = 64;

  static Operator.Compiler asking(Comparison comparison) {
    return (want, variables) -> new NumberMatcher(comparison, parse(want));
  }

  @Override
  public Outcome compare(String have, RequestContext context) {
    BigDecimal number = want == null ? null : parse(have);
    if (want == null || number == null) {
      return Outcome.INCOMPARABLE;
    }
    return Outcome.of(comparison.accepts(number.compareTo(want)));
  }

  static @Nullable BigDecimal parse(String text) {
    if (text.length() > MAX_LENGTH || !isNumber(text)) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException exponentTooLarge) {
      return null;
    }
  }

  /**
   * Narrower than BigDecimal, which also takes digits of other scripts, {@code 1.} and {@code .5}.
   */
  private static boolean isNumber(String text) {
    int at = afterSign(text, 0);
    int end = afterDigits(text, at);
    boolean valid = end > at;
    if (end < text.length() && text.charAt(end) == '.') {
      at = end + 1;
      end = afterDigits(text, at);
      valid &= end > at;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      at = afterSign(text, end + 1);
      end = afterDigits(text, at);
      valid &= end > at;
    }
    return valid && end == text.length();
  }

  private static int afterSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
  }

  private static int afterDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}

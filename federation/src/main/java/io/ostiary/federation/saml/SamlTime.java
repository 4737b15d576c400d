package io.ostiary.federation.saml;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Times as assertions write them: {@code xs:dateTime} in UTC, with {@code Z}. */
final class SamlTime {
  private static final int SECONDS_END = 19;
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int MOST_FRACTION_DIGITS = 9;

  private SamlTime() {}

  static Optional<Instant> parse(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || text.charAt(end) != 'Z' || !hasForm(text)) {
      return Optional.empty();
    }
    String fraction = text.substring(SECONDS_END, end);
    boolean plain = fraction.isEmpty();
    boolean fractional =
        fraction.length() > 1
            && fraction.length() <= 1 + MOST_FRACTION_DIGITS
            && fraction.charAt(0) == '.'
            && fraction.chars().skip(1).allMatch(SamlTime::isDigit);
    try {
      return plain || fractional ? Optional.of(Instant.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasForm(String text) {
    for (int i = 0; i < FORM.length(); i++) {
      char expected = FORM.charAt(i);
      char seen = text.charAt(i);
      if (expected == 'd' ? !isDigit(seen) : seen != expected) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}

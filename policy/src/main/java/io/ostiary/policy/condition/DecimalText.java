package io.ostiary.policy.condition;

/**
 * Compares decimal numbers as they are written, whatever their size, without making numbers of
 * them. A number is written as in JSON, with leading zeros and a plus sign allowed, in at most 64
 * characters; its exponent has at most ten digits after leading zeros, and 32 bits are enough for
 * it and for the count of all decimal places.
 */
final class DecimalText {
  private static final int MAX_LENGTH = 64;
  private static final int MAX_EXPONENT_DIGITS = 10;

  private DecimalText() {}

  static boolean isNumber(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    int at = afterSign(text, 0);
    int end = afterDigits(text, at);
    boolean valid = end > at;
    int decimals = 0;
    if (end < text.length() && text.charAt(end) == '.') {
      at = end + 1;
      end = afterDigits(text, at);
      decimals = end - at;
      valid &= decimals > 0;
    }
    if (valid && end < text.length() && isExponentMark(text.charAt(end))) {
      at = afterSign(text, end + 1);
      end = afterDigits(text, at);
      valid = end > at && fits(text, at, end, decimals);
    }
    return valid && end == text.length();
  }

  /** Whether the places after the point can be counted, those of the exponent included. */
  private static boolean fits(String text, int from, int to, int decimals) {
    int first = from;
    while (first < to && text.charAt(first) == '0') {
      first++;
    }
    if (to - first > MAX_EXPONENT_DIGITS) {
      return false;
    }
    long exponent = exponent(text, from - 1);
    long places = decimals - exponent;
    return exponent == (int) exponent && places == (int) places;
  }

  /** Less than, equal to or greater than zero, as one number is to another; both are numbers. */
  static int compare(String left, String right) {
    int leftDigit = firstDigit(left);
    int rightDigit = firstDigit(right);
    int leftSign = sign(left, leftDigit);
    int rightSign = sign(right, rightDigit);
    if (leftSign != rightSign || leftSign == 0) {
      return leftSign - rightSign;
    }
    int larger = Long.compare(magnitude(left, leftDigit), magnitude(right, rightDigit));
    return leftSign * (larger != 0 ? larger : compareDigits(left, leftDigit, right, rightDigit));
  }

  private static int compareDigits(String left, int leftFrom, String right, int rightFrom) {
    int l = leftFrom;
    int r = rightFrom;
    while (true) {
      int leftDigit = digit(left, l);
      int rightDigit = digit(right, r);
      if (leftDigit < 0 && rightDigit < 0) {
        return 0;
      }
      if (Math.max(leftDigit, 0) != Math.max(rightDigit, 0)) {
        return leftDigit - rightDigit;
      }
      l = leftDigit < 0 ? l : nextDigit(left, l);
      r = rightDigit < 0 ? r : nextDigit(right, r);
    }
  }

  /** The place of the first digit that is not zero; the length if the number is zero. */
  private static int firstDigit(String text) {
    for (int i = 0; i < text.length() && !isExponentMark(text.charAt(i)); i++) {
      if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
        return i;
      }
    }
    return text.length();
  }

  private static int sign(String text, int firstDigit) {
    if (firstDigit == text.length()) {
      return 0;
    }
    return text.charAt(0) == '-' ? -1 : 1;
  }

  /** By which power of ten the first digit counts. */
  private static long magnitude(String text, int firstDigit) {
    int point = afterDigits(text, afterSign(text, 0)); // or where one would stand
    int mark = text.startsWith(".", point) ? afterDigits(text, point + 1) : point;
    long power = firstDigit < point ? point - firstDigit - 1L : point - firstDigit;
    return mark == text.length() ? power : power + exponent(text, mark);
  }

  /** The signed exponent after an {@code e} or its sign. */
  private static long exponent(String text, int mark) {
    int at = isExponentMark(text.charAt(mark)) ? afterSign(text, mark + 1) : mark + 1;
    boolean negative = text.charAt(at - 1) == '-';
    long exponent = 0;
    for (int i = at; i < text.length() && text.charAt(i) <= '9'; i++) {
      exponent = exponent * 10 + (text.charAt(i) - '0');
    }
    return negative ? -exponent : exponent;
  }

  /** The digit at a place, or -1 if the digits end before it. */
  private static int digit(String text, int at) {
    return at < text.length() && !isExponentMark(text.charAt(at)) ? text.charAt(at) - '0' : -1;
  }

  private static int nextDigit(String text, int at) {
    int next = at + 1;
    return next < text.length() && text.charAt(next) == '.' ? next + 1 : next;
  }

  private static boolean isExponentMark(char c) {
    return c == 'e' || c == 'E';
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

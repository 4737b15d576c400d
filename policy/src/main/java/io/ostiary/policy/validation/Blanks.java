package io.ostiary.policy.validation;

/** White space where it is easily overlooked. */
final class Blanks {
  private Blanks() {}

  /** Whether a text holds any. */
  static boolean in(String text) {
    return text.chars().anyMatch(Blanks::isBlank);
  }

  /** Whether a text begins or ends with any. */
  static boolean around(String text) {
    return !text.isEmpty() && (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)));
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || c == '\u00a0';
  }
}

package io.ostiary.policy.document;

/** Characters that names are made of; those of other scripts are never meant. */
final class Ascii {
  private Ascii() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isUpperCase(int c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLetterOrDigit(int c) {
    return isDigit(c) || isUpperCase(c) || (c >= 'a' && c <= 'z');
  }
}

package io.ostiary.depot.store;

import java.util.Comparator;

/** The order in which S3 lists keys: that of their UTF-8 bytes, which is that of code points. */
final class KeyOrder implements Comparator<String> {
  static final KeyOrder BY_UTF8_BYTES = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int index = 0; index < common; index++) {
      char first = left.charAt(index);
      char second = right.charAt(index);
      if (first != second) {
        return Integer.compare(rank(first), rank(second));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates stand for code points above all that fit one char. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
  }

  /** The least text above everything that starts with {@code prefix}; empty if there is none. */
  static String justAbove(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return "";
  }
}

package io.ostiary.policy.condition;

/**
 * Reads addresses as numbers, without making objects: IPv4 in four decimals, IPv6 as RFC 4291 §2.2
 * has it, with at most one {@code ::} and, if at all, an IPv4 address at its end.
 */
final class AddressText {
  /** The number of a text that is no IPv4 address. */
  static final long NONE = -1;

  private static final int V6_GROUPS = 8;
  private static final int V4_GROUPS = 2;
  private static final int MAX_HEX_DIGITS = 4;
  private static final int MAX_DECIMAL_DIGITS = 3;
  private static final int GROUP_BITS = 16;

  private AddressText() {}

  /** An IPv4 address as a number, or {@link #NONE}. */
  static long v4(String text) {
    return v4(text, 0);
  }

  private static long v4(String text, int from) {
    long address = 0;
    int at = from;
    for (int i = 0; i < 4; i++) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '.') {
        end++;
      }
      int number = decimal(text, at, end);
      if ((end == text.length()) != (i == 3) || number < 0 || number > 255) {
        return NONE;
      }
      address = (address << Byte.SIZE) | number;
      at = end + 1;
    }
    return address;
  }

  /** The number in one to three decimal digits without a zero in front, or -1 for another text. */
  static int decimal(String text, int from, int to) {
    int digits = to - from;
    if (digits <= 0 || digits > MAX_DECIMAL_DIGITS || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }

  /** Says whether a text is an IPv6 address. */
  static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, 0, text.length()) == V6_GROUPS;
    }
    int before = gap == 0 ? 0 : groups(text, 0, gap);
    int after = gap + 2 == text.length() ? 0 : groups(text, gap + 2, text.length());
    return before >= 0 && after >= 0 && before + after < V6_GROUPS;
  }

  /** How many groups of 16 bits a part of a text holds, or -1 if anything else is in it. */
  private static int groups(String text, int from, int to) {
    int groups = 0;
    int at = from;
    while (true) {
      int end = afterDigits(text, at);
      if (to == text.length() && end < to && text.charAt(end) == '.') {
        return v4(text, at) == NONE ? -1 : groups + V4_GROUPS;
      }
      if (end == at || end - at > MAX_HEX_DIGITS) {
        return -1;
      }
      groups++;
      if (end == to) {
        return groups;
      }
      if (text.charAt(end) != ':' || end + 1 == to) {
        return -1;
      }
      at = end + 1;
    }
  }

  /** The upper or the lower 64 bits of an {@linkplain #isV6 IPv6 address}. */
  static long v6(String text, boolean upper) {
    int first = upper ? 0 : V6_GROUPS / 2;
    int gap = text.indexOf("::");
    if (gap < 0) {
      return bits(text, 0, text.length(), -first);
    }
    int from = gap + 2;
    int after = from == text.length() ? 0 : groups(text, from, text.length());
    return bits(text, 0, gap, -first) | bits(text, from, text.length(), V6_GROUPS - after - first);
  }

  /**
   * The groups in a part of a text, as far as they fall into 64 bits.
   *
   * @param place how many groups the first is away from the most significant of those bits
   */
  private static long bits(String text, int from, int to, int place) {
    long bits = 0;
    int group = place;
    int at = from;
    while (true) {
      int end = afterDigits(text, at);
      if (end < to && text.charAt(end) == '.') {
        long v4 = v4(text, at);
        return bits | group(v4 >>> GROUP_BITS, group) | group(v4 & 0xffff, group + 1);
      }
      bits |= group(number(text, at, end), group);
      if (end == to) {
        return bits;
      }
      group++;
      at = end + 1;
    }
  }

  private static long group(long value, int place) {
    boolean inside = place >= 0 && place < V6_GROUPS / 2;
    return inside ? value << (GROUP_BITS * (V6_GROUPS / 2 - 1 - place)) : 0;
  }

  private static int afterDigits(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = (number << 4) | digit(text.charAt(i));
    }
    return number;
  }

  /** What a hexadecimal digit stands for, or -1 for another character. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}

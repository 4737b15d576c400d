package io.ostiary.policy.decision;

/** A set of lengths; all from 255 on count as one. */
record Lengths(long upTo63, long upTo127, long upTo191, long others) {
  static final Lengths NONE = new Lengths(0, 0, 0, 0);

  private static final int LONGEST = 255;

  boolean isEmpty() {
    return (upTo63 | upTo127 | upTo191 | others) == 0;
  }

  boolean contains(int length) {
    if (length < 2 * Long.SIZE) {
      return isSet(length < Long.SIZE ? upTo63 : upTo127, length);
    }
    return isSet(length < 3 * Long.SIZE ? upTo191 : others, Math.min(length, LONGEST));
  }

  private static boolean isSet(long bits, int length) {
    return (bits >>> length & 1) != 0;
  }

  Lengths with(int length) {
    int capped = Math.min(length, LONGEST);
    long bit = 1L << capped;
    return switch (capped / Long.SIZE) {
      case 0 -> new Lengths(upTo63 | bit, upTo127, upTo191, others);
      case 1 -> new Lengths(upTo63, upTo127 | bit, upTo191, others);
      case 2 -> new Lengths(upTo63, upTo127, upTo191 | bit, others);
      default -> new Lengths(upTo63, upTo127, upTo191, others | bit);
    };
  }
}

package io.ostiary.policy.condition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds a piece of a {@link Template} in a text without ever going back in the text. A piece of
 * literals is sought as Knuth, Morris and Pratt do, in as many steps as text and piece have
 * characters, twice. A piece with {@code ?} is sought by keeping all its prefixes that end here as
 * bits of words (Baeza-Yates and Gonnet, "A New Approach to Text Searching", 1992), in one step a
 * character for each 64 characters of the piece.
 *
 * <p>Allocates; used where the plain search, which does not, has met a text made against it.
 */
final class LinearSearch {
  /** Stands for any one character. */
  static final int ANY = -1;

  /** The characters sought, as code points. */
  static final class Wanted {
    private final Letters letters;
    private int[] points = new int[16];
    private int length;
    private boolean any;

    Wanted(Letters letters) {
      this.letters = letters;
    }

    void add(String text) {
      for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
        add(fold(text.codePointAt(at), letters));
      }
    }

    void addAny() {
      any = true;
      add(ANY);
    }

    /** A text made of them, with an {@code x} for any character. */
    String example() {
      StringBuilder example = new StringBuilder();
      for (int i = 0; i < length; i++) {
        example.appendCodePoint(points[i] == ANY ? 'x' : points[i]);
      }
      return example.toString();
    }

    private void add(int point) {
      if (length == points.length) {
        points = Arrays.copyOf(points, 2 * length);
      }
      points[length++] = point;
    }
  }

  private final Letters letters;
  private final int[] wanted;
  private final boolean any;
  private long steps;

  /** Seeks one character at least. */
  LinearSearch(Wanted wanted) {
    this.letters = wanted.letters;
    this.wanted = Arrays.copyOf(wanted.points, wanted.length);
    this.any = wanted.any;
  }

  /** Where the first occurrence between two places ends, or -1. */
  int endOfFirst(String text, int from, int to) {
    return any ? withAny(text, from, to) : literally(text, from, to);
  }

  /** How many characters were compared, or words of bits advanced. */
  long steps() {
    return steps;
  }

  private int literally(String text, int from, int to) {
    int[] border = borders();
    int matched = 0;
    int at = from;
    while (at < to) {
      int end = Template.next(text, at, to);
      int point = point(text, at, end);
      while (matched > 0 && wanted[matched] != point) {
        matched = border[matched - 1];
        steps++;
      }
      steps++;
      if (wanted[matched] == point && ++matched == wanted.length) {
        return end;
      }
      at = end;
    }
    return -1;
  }

  /** Of each prefix, the longest that is also its end. */
  private int[] borders() {
    int[] border = new int[wanted.length];
    int matched = 0;
    for (int i = 1; i < wanted.length; i++) {
      while (matched > 0 && wanted[matched] != wanted[i]) {
        matched = border[matched - 1];
        steps++;
      }
      steps++;
      if (wanted[matched] == wanted[i]) {
        matched++;
      }
      border[i] = matched;
    }
    return border;
  }

  private int withAny(String text, int from, int to) {
    int words = (wanted.length - 1) / Long.SIZE + 1;
    long[] others = new long[words];
    Map<Integer, long[]> places = places(others);
    long[] ending = new long[words];
    int at = from;
    while (at < to) {
      int end = Template.next(text, at, to);
      long[] allowed = places.getOrDefault(point(text, at, end), others);
      long carry = 1;
      for (int i = 0; i < words; i++) {
        long longer = (ending[i] << 1) | carry;
        carry = ending[i] >>> (Long.SIZE - 1);
        ending[i] = longer & allowed[i];
        steps++;
      }
      if (((ending[words - 1] >>> (wanted.length - 1)) & 1) != 0) {
        return end;
      }
      at = end;
    }
    return -1;
  }

  /** For each character sought, where it may stand; {@code others} gets that of all others. */
  private Map<Integer, long[]> places(long[] others) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] == ANY) {
        others[i / Long.SIZE] |= 1L << i;
      }
    }
    Map<Integer, long[]> places = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] != ANY) {
        places.computeIfAbsent(wanted[i], point -> others.clone())[i / Long.SIZE] |= 1L << i;
      }
    }
    return places;
  }

  private int point(String text, int at, int end) {
    return end - at == 1 ? letters.fold(text.charAt(at)) : text.codePointAt(at);
  }

  private static int fold(int point, Letters letters) {
    return Character.isBmpCodePoint(point) ? letters.fold((char) point) : point;
  }
}

package io.ostiary.policy.request;

import org.jspecify.annotations.Nullable;

/**
 * A text and the same with small letters for the capitals of ASCII. The short ones met lately are
 * kept: names of condition keys and actions are few, and what is kept need not be made anew, and
 * mostly is the very object that it is compared with.
 */
record Folding(String text, String folded) {
  private static final int LONGEST_KEPT = 64;

  /** Threads may race for a place, which is harmless. */
  private static final @Nullable Folding[] RECENT = new Folding[1024];

  static String of(String text) {
    if (text.length() > LONGEST_KEPT) {
      return fold(text);
    }
    int place = text.hashCode() & (RECENT.length - 1);
    Folding recent = RECENT[place];
    if (recent != null && recent.text.equals(text)) {
      return recent.folded;
    }
    String folded = fold(text);
    Folding made = new Folding(text, folded.equals(text) ? text : of(folded));
    RECENT[place] = made;
    return made.folded;
  }

  private static String fold(String text) {
    char[] folded = text.toCharArray();
    boolean same = true;
    for (int i = 0; i < folded.length; i++) {
      if (folded[i] >= 'A' && folded[i] <= 'Z') {
        folded[i] = (char) (folded[i] + 'a' - 'A');
        same = false;
      }
    }
    return same ? text : new String(folded);
  }
}

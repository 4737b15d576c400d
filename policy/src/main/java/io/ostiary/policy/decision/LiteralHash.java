package io.ostiary.policy.decision;

import java.security.SecureRandom;

/**
 * Hashes texts character by character, so that every beginning of a text has a hash on the way to
 * that of the whole: {@link #begin}, {@link #step} over the characters, {@link #end} anywhere.
 *
 * <p>The numbers behind it are drawn when the class is loaded, so nobody can write policies whose
 * literals collide. A collision by chance costs a look at a statement that does not match, no more.
 */
final class LiteralHash {
  private static final long SEED;
  private static final long MULTIPLIER;

  static {
    SecureRandom random = new SecureRandom();
    SEED = random.nextLong();
    MULTIPLIER = random.nextLong() | 1;
  }

  private LiteralHash() {}

  /** The state before texts of a family; the same text of another has another hash. */
  static long begin(char family) {
    return step(SEED, family);
  }

  static long step(long state, char c) {
    return (state ^ c) * MULTIPLIER;
  }

  /** The state after the first characters of a text. */
  static long steps(long state, String text, int length) {
    return steps(state, text, 0, length);
  }

  /** The state after some characters of a text. */
  static long steps(long state, String text, int from, int to) {
    long after = state;
    for (int i = from; i < to; i++) {
      after = step(after, text.charAt(i));
    }
    return after;
  }

  /**
   * The state after one more word of an ARN and the character that ends it.
   *
   * @param word the state after the word by itself
   */
  static long afterWord(long before, long word, char ending) {
    return step(before, ending) ^ word;
  }

  /** The hash of what was stepped over, which differs by what the text is taken for. */
  static int end(long state, char meaning) {
    return (int) (step(state ^ (state >>> 32), meaning) >>> 32);
  }
}

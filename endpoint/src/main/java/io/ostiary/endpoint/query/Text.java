package io.ostiary.endpoint.query;

import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What a string parameter may hold.
 *
 * <p>The pattern is what messages say; {@code matches} is what decides, by a scan of the
 * characters, so that no regular expression runs on what a client sent.
 *
 * @param min the fewest characters
 * @param max the most characters
 * @param pattern the regular expression in AWS's spelling
 * @param matches whether a text of admissible length is one
 * @param secret whether no message may show one
 */
public record Text(int min, int max, String pattern, Predicate<String> matches, boolean secret)
    implements Declared.Rule {
  private static final int SHOWN = 128;

  /** A text that messages may show. */
  public Text(int min, int max, String pattern, Predicate<String> matches) {
    this(min, max, pattern, matches, false);
  }

  /** The same, but messages do not show it. */
  public Text hidden() {
    return new Text(min, max, pattern, matches, true);
  }

  /** A text of any characters. */
  public static Text of(int min, int max) {
    return new Text(min, max, ".*", text -> true);
  }

  /** A text of which each character must be one of these. */
  public static Text of(int min, int max, String pattern, IntPredicate character) {
    return new Text(min, max, pattern, text -> text.codePoints().allMatch(character));
  }

  /** Letters, digits and underscore of ASCII: {@code \w} of a regular expression. */
  public static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** A text as messages may show it: not endless, and without control characters. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(SHOWN).forEach(c -> shown.appendCodePoint(isVisible(c) ? c : 0xFFFD));
    return text.codePointCount(0, text.length()) > SHOWN ? shown + "…" : shown.toString();
  }

  private static boolean isVisible(int c) {
    return XmlWriter.isLegal(c) && !Character.isISOControl(c);
  }
}

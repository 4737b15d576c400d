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
 */
public record Text(int min, int max, String pattern, Predicate<String> matches) {

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
}

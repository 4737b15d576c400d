package io.ostiary.benchmarks.engine;

import java.util.regex.Pattern;

/** Patterns with {@code *} as regular expressions. */
public final class Regex {
  private static final int COLONS_OF_AN_ARN = 5;

  private Regex() {}

  /** An action, in whatever case. */
  public static Pattern action(String pattern) {
    return Pattern.compile(text(pattern, ".*"), Pattern.CASE_INSENSITIVE);
  }

  /** A text in which {@code *} is any run. */
  public static Pattern like(String pattern) {
    return Pattern.compile(text(pattern, ".*"), Pattern.DOTALL);
  }

  /** {@code *} alone, or an ARN: a wildcard stays between the first five colons. */
  public static Pattern arn(String pattern) {
    return Pattern.compile(arnText(pattern), Pattern.DOTALL);
  }

  /** The regular expression of {@link #arn} as text. */
  public static String arnText(String pattern) {
    if (pattern.equals("*")) {
      return ".*";
    }
    StringBuilder regex = new StringBuilder();
    int from = 0;
    for (int i = 0; i < COLONS_OF_AN_ARN && pattern.indexOf(':', from) >= 0; i++) {
      int to = pattern.indexOf(':', from);
      regex.append(text(pattern.substring(from, to), "[^:]*")).append(':');
      from = to + 1;
    }
    return regex.append(text(pattern.substring(from), ".*")).toString();
  }

  /** The regular expression of {@link #like} as text. */
  public static String likeText(String pattern) {
    return text(pattern, ".*");
  }

  private static String text(String pattern, String anyRun) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        regex.append(anyRun);
      } else {
        if ("\\.[]{}()+-^$|?".indexOf(c) >= 0) {
          regex.append('\\');
        }
        regex.append(c);
      }
    }
    return regex.toString();
  }
}

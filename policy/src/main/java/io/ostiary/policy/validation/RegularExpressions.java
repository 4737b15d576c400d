package io.ostiary.policy.validation;

import org.jspecify.annotations.Nullable;

/** Signs that somebody meant a regular expression, which no policy has. */
final class RegularExpressions {
  private static final String NEVER_IN_A_NAME = ".^$[]()|+\\";
  private static final int FAR = 100;
  private static final String REMEDY =
      "`%s` looks like a regular expression, and `%s` is taken literally; the wildcards are `*`"
          + " (any characters) and `?` (one)";

  private RegularExpressions() {}

  /** What to say of the name of an action, or null. */
  static @Nullable String inName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (NEVER_IN_A_NAME.indexOf(name.charAt(i)) >= 0 && !name.startsWith("${", i)) {
        return REMEDY.formatted(name, name.charAt(i));
      }
    }
    return null;
  }

  /** What to say of any other text, or null. */
  static @Nullable String in(String text) {
    String sign = sign(text);
    return sign == null ? null : REMEDY.formatted(text, sign);
  }

  private static @Nullable String sign(String text) {
    if (text.startsWith("^")) {
      return "^";
    }
    if (text.endsWith("$")) {
      return "$";
    }
    for (int i = 0; i + 1 < text.length(); i++) {
      String sign =
          switch (text.charAt(i)) {
            case '.' -> anyCharacters(text, i);
            case '\\' -> "dwsb.".indexOf(text.charAt(i + 1)) >= 0 ? text.substring(i, i + 2) : null;
            case '[' -> between(text, i, ']', '-');
            case '(' -> between(text, i, ')', '|');
            default -> null;
          };
      if (sign != null) {
        return sign;
      }
    }
    return null;
  }

  /** {@code .*} and {@code .+}, but not the end of {@code report.*}. */
  private static @Nullable String anyCharacters(String text, int at) {
    boolean fresh = at == 0 || "/:^)]_-".indexOf(text.charAt(at - 1)) >= 0;
    boolean repeated = text.charAt(at + 1) == '*' || text.charAt(at + 1) == '+';
    return fresh && repeated ? text.substring(at, at + 2) : null;
  }

  private static @Nullable String between(String text, int open, char close, char sign) {
    String near = text.substring(open, Math.min(text.length(), open + FAR));
    int end = near.indexOf(close);
    int inner = near.indexOf(sign);
    return inner > 0 && inner < end ? near.substring(0, end + 1) : null;
  }
}

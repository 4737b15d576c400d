package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;

/**
 * Why a condition holds, or does not, of one request. Shows values of the request's context, so it
 * is for administrators.
 *
 * @param operator in its usual spelling
 * @param key the condition key as written
 * @param wanted the values as written
 * @param reason both sides of the comparison: {@code 203.0.113.9 is not in 10.0.0.0/8}
 * @param advice what the author may have meant instead; empty if nothing suggests itself
 */
public record Explanation(
    String operator, String key, List<String> wanted, boolean holds, String reason, String advice) {
  private static final int MAX_SHOWN = 200;

  public Explanation {
    wanted = List.copyOf(wanted);
  }

  /**
   * A text of a policy or request as a message shows it: {@linkplain #visible visible}, cut if very
   * long, and in backticks if its blanks or its emptiness would be overlooked.
   */
  public static String show(String text) {
    String shown =
        text.length() > MAX_SHOWN ? visible(text.substring(0, MAX_SHOWN)) + '…' : visible(text);
    return text.isEmpty() || text.indexOf(' ') >= 0 ? '`' + shown + '`' : shown;
  }

  /** A text with escapes for what a terminal would obey, hide or turn round. */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE,
            Character.UNASSIGNED,
            Character.PRIVATE_USE ->
            visible.append("\\u%04x".formatted(c));
        default -> visible.appendCodePoint(c);
      }
      at += Character.charCount(c);
    }
    return visible.toString();
  }

  /** Says whether a variable of a folded key has a value without resort to its default. */
  public static boolean hasValue(String foldedKey, RequestContext context) {
    RequestContext.Values values = context.get(foldedKey);
    return values != null && !values.multivalued() && !values.texts().contains("");
  }

  /** A folded key as a text that holds it spells it. */
  public static String spelling(String foldedKey, String text) {
    int at = RequestContext.fold(text).indexOf(foldedKey);
    return at < 0 ? foldedKey : text.substring(at, at + foldedKey.length());
  }

  /** {@code condition `IpAddress aws:SourceIp` is false: 203.0.113.9 is not in 10.0.0.0/8}. */
  @Override
  public String toString() {
    return "condition `%s %s` is %s: %s".formatted(operator, key, holds, reason);
  }
}

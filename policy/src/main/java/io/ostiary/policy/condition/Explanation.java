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
   * A text of a policy or request as a message shows it: in one line, without control characters,
   * cut if very long, and in backticks if blanks would not be seen.
   */
  public static String show(String text) {
    StringBuilder shown = new StringBuilder();
    boolean plain = !text.isEmpty();
    for (int i = 0; i < Math.min(text.length(), MAX_SHOWN); i++) {
      char c = text.charAt(i);
      boolean visible = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
      plain &= c != ' ';
      shown.append(visible ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    if (text.length() > MAX_SHOWN) {
      shown.append('…');
    }
    return plain ? shown.toString() : "`" + shown + '`';
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

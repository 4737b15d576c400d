package io.ostiary.policy.validation;

import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Context;
import java.util.ArrayList;
import java.util.List;

/** The policy variables in a text. */
final class Variables {
  private static final String OPEN = "${";

  private Variables() {}

  /** Reports those in a text of the older version, where there are none. */
  static void inOldVersion(Context context, String text, Place place, Report report) {
    if (!context.variables() && text.contains(OPEN)) {
      report.at(
          place,
          "`%s`: in this version `${…}` is ordinary text; write \"Version\": \"2012-10-17\""
              .formatted(text));
    }
  }

  /** The keys that a text names in variables, as written; escapes are none. */
  static List<String> keys(Context context, String text) {
    List<String> keys = new ArrayList<>();
    int open = context.variables() ? text.indexOf(OPEN) : -1;
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String inner = text.substring(open + OPEN.length(), close);
      int comma = inner.indexOf(',');
      String key = comma < 0 ? inner : inner.substring(0, comma);
      if (key.length() != 1 || "*?$".indexOf(key.charAt(0)) < 0) {
        keys.add(key);
      }
      open = text.indexOf(OPEN, close);
    }
    return keys;
  }

  /** Whether a text holds {@code ${*}} or {@code ${?}}. */
  static boolean escapesWildcard(Context context, String text) {
    return context.variables() && (text.contains("${*}") || text.contains("${?}"));
  }

  /** Whether a key is said to be global and is none. */
  static boolean isUnknownGlobal(Context context, String key) {
    return RequestContext.fold(key).startsWith("aws:") && context.catalogue().key(key).isEmpty();
  }
}

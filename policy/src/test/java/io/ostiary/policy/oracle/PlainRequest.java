package io.ostiary.policy.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked, in plain texts. A value of the context is a text or, of many, a list of texts. */
record PlainRequest(
    PlainPrincipal principal,
    String action,
    String resource,
    String owner,
    boolean gated,
    Map<String, Object> context) {

  /** A text or a list of texts; null if the key is unknown. Keys compare ignoring case. */
  @Nullable Object value(String key) {
    Object value = context.get(key);
    if (value == null) {
      for (Map.Entry<String, Object> entry : context.entrySet()) {
        if (entry.getKey().equalsIgnoreCase(key)) {
          return entry.getValue();
        }
      }
    }
    return value;
  }

  /** The values as a list, whichever they are. */
  @SuppressWarnings("unchecked")
  static List<String> list(Object value) {
    return value instanceof String text ? List.of(text) : (List<String>) value;
  }

  PlainRequest with(PlainPrincipal other) {
    return new PlainRequest(other, action, resource, owner, gated, context);
  }

  PlainRequest withAction(String other) {
    return new PlainRequest(principal, other, resource, owner, gated, context);
  }

  PlainRequest withResource(String other) {
    return new PlainRequest(principal, action, other, owner, gated, context);
  }

  PlainRequest withContext(Map<String, Object> other) {
    return new PlainRequest(principal, action, resource, owner, gated, new LinkedHashMap<>(other));
  }

  /** Keys, operators and actions are ASCII here. */
  static String fold(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}

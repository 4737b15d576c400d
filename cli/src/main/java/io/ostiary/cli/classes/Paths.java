package io.ostiary.cli.classes;

import io.ostiary.policy.service.PathTemplate;
import java.util.Optional;

/** Paths as frameworks write them. */
final class Paths {
  private Paths() {}

  /** Parts of a Jakarta REST path, one below the other, as one. */
  static String join(String... parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      String inner = part.startsWith("/") ? part.substring(1) : part;
      inner = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
      if (!inner.isEmpty()) {
        path.append('/').append(inner);
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /**
   * A Jakarta REST path as a template; empty if it has no such form. A variable whose expression
   * takes everything is the rest; any other is one segment, whatever it may be.
   */
  static Optional<PathTemplate> rest(String path) {
    StringBuilder text = new StringBuilder(path.length());
    int at = 0;
    while (at < path.length()) {
      if (path.charAt(at) != '{') {
        text.append(path.charAt(at++));
        continue;
      }
      int end = closing(path, at);
      if (end < 0) {
        return Optional.empty();
      }
      String inner = path.substring(at + 1, end);
      int colon = inner.indexOf(':');
      String expression = colon < 0 ? "" : inner.substring(colon + 1).strip();
      text.append('{').append((colon < 0 ? inner : inner.substring(0, colon)).strip());
      text.append(expression.equals(".*") || expression.equals(".+") ? "*}" : "}");
      at = end + 1;
    }
    return parse(text.toString());
  }

  /** Where a variable ends whose expression may have braces of its own; -1 if nowhere. */
  private static int closing(String path, int open) {
    int depth = 0;
    for (int i = open; i < path.length(); i++) {
      char c = path.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** A servlet's pattern as a template; empty for one by the end of the name, or for the rest. */
  static Optional<PathTemplate> pattern(String pattern) {
    if (!pattern.startsWith("/")) {
      return Optional.empty();
    }
    return parse(
        pattern.endsWith("/*")
            ? pattern.substring(0, pattern.length() - 1) + "{Rest*}"
            : pattern.equals("/") ? "/{Rest*}" : pattern);
  }

  static Optional<PathTemplate> parse(String text) {
    try {
      return Optional.of(PathTemplate.parse(text));
    } catch (IllegalArgumentException otherForm) {
      return Optional.empty();
    }
  }
}

package io.ostiary.policy.condition;

import io.ostiary.policy.condition.Part.AnyCharacter;
import io.ostiary.policy.condition.Part.Literal;
import io.ostiary.policy.condition.Part.Variable;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text of a policy into the pieces of a {@link Template}, at each run of {@code *}. */
final class TemplateReader {
  private static final String OPEN = "${";
  private static final String DEFAULT = ", '";

  private final String text;
  private final boolean wildcards;
  private final boolean variables;
  private final List<Part> pieces = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private TemplateReader(String text, boolean wildcards, boolean variables) {
    this.text = text;
    this.wildcards = wildcards;
    this.variables = variables;
  }

  static List<Part> read(String text, boolean wildcards, boolean variables) {
    TemplateReader reader = new TemplateReader(text, wildcards, variables);
    while (reader.at < text.length()) {
      reader.readNext();
    }
    reader.endPiece();
    return reader.pieces;
  }

  private void readNext() {
    char c = text.charAt(at);
    if (wildcards && c == '*') {
      endPiece();
      while (text.startsWith("*", at)) {
        at++;
      }
    } else if (wildcards && c == '?') {
      endLiteral();
      parts.add(new AnyCharacter());
      at++;
    } else if (variables && text.startsWith(OPEN, at)) {
      readVariable();
    } else {
      literal.append(c);
      at++;
    }
  }

  private void readVariable() {
    int start = at + OPEN.length();
    int close = text.indexOf('}', start);
    if (close < 0) {
      throw malformed("the variable `%s` is not closed".formatted(text.substring(at)));
    }
    if (close == start + 1 && "*?$".indexOf(text.charAt(start)) >= 0) {
      literal.append(text.charAt(start));
      at = close + 1;
      return;
    }
    int comma = comma(start, close);
    endLiteral();
    if (comma == close) {
      parts.add(new Variable(key(start, close), null));
      at = close + 1;
      return;
    }
    int quote = comma + DEFAULT.length();
    int end = text.startsWith(DEFAULT, comma) ? text.indexOf('\'', quote) : -1;
    if (end < 0 || !text.startsWith("}", end + 1)) {
      throw malformed(
          "the default of the variable `%s` is not in single quotes after a comma and one space"
              .formatted(text.substring(at, close + 1)));
    }
    parts.add(new Variable(key(start, comma), text.substring(quote, end)));
    at = end + 2;
  }

  /** Where a comma stands, or the end: to look any further would take a square of the text. */
  private int comma(int from, int to) {
    int index = from;
    while (index < to && text.charAt(index) != ',') {
      index++;
    }
    return index;
  }

  private String key(int from, int to) {
    String key = text.substring(from, to);
    if (key.isEmpty()) {
      throw malformed("a variable names no key");
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || "${'\"".indexOf(c) >= 0) {
        throw malformed("the name of the variable `${%s}` holds `%s`".formatted(key, c));
      }
    }
    return RequestContext.fold(key);
  }

  private void endPiece() {
    endLiteral();
    if (parts.size() == 1) {
      pieces.add(parts.get(0));
    } else {
      pieces.add(parts.isEmpty() ? Literal.NOTHING : new Part.Sequence(parts));
    }
    parts.clear();
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static IllegalArgumentException malformed(String problem) {
    return new IllegalArgumentException(
        problem + "; write `${key}` or `${key, 'default'}`, or `${$}` for a dollar sign");
  }
}

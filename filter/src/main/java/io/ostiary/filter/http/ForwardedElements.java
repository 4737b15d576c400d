package io.ostiary.filter.http;

import io.ostiary.filter.http.RejectedRequestException.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the header {@code Forwarded}: elements separated by commas, each of {@code name=value}
 * pairs separated by semicolons, the values tokens or quoted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, 4</a>
 */
final class ForwardedElements {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  private ForwardedElements(String text) {
    this.text = text;
  }

  /** The elements in order, each with its values by name in lower case. */
  static List<Map<String, String>> parse(String text) throws RejectedRequestException {
    ForwardedElements reader = new ForwardedElements(text);
    List<Map<String, String>> elements = new ArrayList<>();
    do {
      elements.add(reader.element());
    } while (reader.skip(','));
    if (reader.at < text.length()) {
      throw malformed();
    }
    return elements;
  }

  private Map<String, String> element() throws RejectedRequestException {
    Map<String, String> pairs = new HashMap<>();
    do {
      blanks();
      String name = token().toLowerCase(Locale.ROOT);
      if (!skip('=')) {
        throw malformed();
      }
      String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
      if (pairs.put(name, value) != null) {
        throw malformed();
      }
      blanks();
    } while (skip(';'));
    return pairs;
  }

  private String token() throws RejectedRequestException {
    int start = at;
    while (at < text.length() && isToken(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw malformed();
    }
    return text.substring(start, at);
  }

  private static boolean isToken(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  private String quoted() throws RejectedRequestException {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && ++at < text.length()) {
        c = text.charAt(at);
      }
      value.append(c);
    }
    throw malformed();
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char wanted) {
    boolean found = at < text.length() && text.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }

  private static RejectedRequestException malformed() {
    return new RejectedRequestException(
        Reason.BAD_REQUEST, "the header `forwarded` of a proxy cannot be read");
  }
}

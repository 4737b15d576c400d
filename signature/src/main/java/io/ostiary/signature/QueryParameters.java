package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, split at {@code &} and the first {@code =}, in the order received.
 *
 * <p>A bare {@code +} is refused: to the signers it is a plus, to most applications a blank, so
 * that one signature would cover two meanings. Refused as well are malformed escapes, characters
 * that may not stand in a query, and parameters without a name, which one signer leaves out.
 */
record QueryParameters(List<Parameter> parameters) {
  private static final int MOST = 1000;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** One parameter, both parts percent-encoded in the canonical way. */
  record Parameter(String name, String value) implements Comparable<Parameter> {
    @Override
    public int compareTo(Parameter other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : value.compareTo(other.value);
    }

    /** The value's characters, each byte one of them. */
    String decoded() {
      return decode(value);
    }
  }

  static QueryParameters parse(@Nullable String rawQuery) throws SignatureException {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return new QueryParameters(List.of());
    }
    List<Parameter> parameters = new ArrayList<>(8);
    int from = 0;
    while (from <= rawQuery.length()) {
      int ampersand = rawQuery.indexOf('&', from);
      int to = ampersand < 0 ? rawQuery.length() : ampersand;
      if (to > from) {
        if (parameters.size() == MOST) {
          throw SignatureException.malformed(
              "The query of a signed request may have at most %s parameters".formatted(MOST));
        }
        parameters.add(parameter(rawQuery, from, to));
      }
      from = to + 1;
    }
    return new QueryParameters(parameters);
  }

  private static Parameter parameter(String rawQuery, int from, int to) throws SignatureException {
    int equals = rawQuery.indexOf('=', from);
    int end = equals < 0 || equals > to ? to : equals;
    if (end == from) {
      throw SignatureException.malformed(
          "The query of a signed request holds a parameter without a name");
    }
    return new Parameter(
        canonical(rawQuery, from, end), end == to ? "" : canonical(rawQuery, end + 1, to));
  }

  /** Sorted by encoded name, then by encoded value. */
  QueryParameters sorted() {
    int inOrder = 1;
    while (inOrder < parameters.size()
        && parameters.get(inOrder - 1).compareTo(parameters.get(inOrder)) <= 0) {
      inOrder++;
    }
    if (inOrder >= parameters.size()) {
      return this;
    }
    List<Parameter> sorted = new ArrayList<>(parameters);
    sorted.sort(null);
    return new QueryParameters(sorted);
  }

  /**
   * Whether a query may carry a parameter of this name in any spelling. Never fails: it is asked
   * before anything says that the query is signed at all.
   */
  static boolean mention(@Nullable String rawQuery, List<String> names) {
    if (rawQuery == null) {
      return false;
    }
    int from = 0;
    while (from <= rawQuery.length()) {
      int ampersand = rawQuery.indexOf('&', from);
      int to = ampersand < 0 ? rawQuery.length() : ampersand;
      int equals = rawQuery.indexOf('=', from);
      int end = equals < 0 || equals > to ? to : equals;
      if (isOneOf(rawQuery, from, end, names)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private static boolean isOneOf(String query, int from, int to, List<String> names) {
    if (holdsEscape(query, from, to)) {
      String decoded = decode(query.substring(from, to));
      return names.stream().anyMatch(decoded::equalsIgnoreCase);
    }
    int length = to - from;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.length() == length && name.regionMatches(true, 0, query, from, length)) {
        return true;
      }
    }
    return false;
  }

  /** Not by {@code indexOf}, which would look through the rest of the query for each name. */
  private static boolean holdsEscape(String query, int from, int to) {
    for (int i = from; i < to; i++) {
      if (query.charAt(i) == '%') {
        return true;
      }
    }
    return false;
  }

  private static String canonical(String raw, int from, int to) throws SignatureException {
    int plain = from;
    while (plain < to && (isUnreserved(raw.charAt(plain)) || isCanonicalEscape(raw, plain, to))) {
      plain += raw.charAt(plain) == '%' ? 3 : 1;
    }
    if (plain == to) {
      return raw.substring(from, to);
    }
    StringBuilder encoded = new StringBuilder(to - from + 16).append(raw, from, plain);
    for (int i = plain; i < to; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        append(encoded, escaped(raw, i, to, "query"));
        i += 2;
      } else if (c == '+') {
        throw SignatureException.malformed(
            "The query of a signed request holds a bare `+`, which is a plus to some and a blank"
                + " to others; write `%2B` or `%20`");
      } else if (c > ' ' && c < 0x7F) {
        append(encoded, c);
      } else {
        throw SignatureException.malformed(
            "The query of a signed request holds a character that must be percent-encoded");
      }
    }
    return encoded.toString();
  }

  /** Whether an escape stands here that is written as it should be, and has to be one. */
  private static boolean isCanonicalEscape(String raw, int at, int to) {
    return raw.charAt(at) == '%'
        && at + 2 < to
        && isUpperHex(raw.charAt(at + 1))
        && isUpperHex(raw.charAt(at + 2))
        && !isUnreserved(
            (Sha256.hexDigit(raw.charAt(at + 1)) << 4) | Sha256.hexDigit(raw.charAt(at + 2)));
  }

  private static boolean isUpperHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
  }

  private static void append(StringBuilder encoded, int octet) {
    if (isUnreserved(octet)) {
      encoded.append((char) octet);
    } else {
      encoded.append('%').append(HEX[octet >> 4]).append(HEX[octet & 0xF]);
    }
  }

  /** The octet that the escape at {@code at} stands for. */
  static int escaped(String raw, int at, int to, String where) throws SignatureException {
    int high = at + 2 < to ? Sha256.hexDigit(raw.charAt(at + 1)) : -1;
    int low = at + 2 < to ? Sha256.hexDigit(raw.charAt(at + 2)) : -1;
    if (high < 0 || low < 0) {
      throw SignatureException.malformed(
          "The %s of a signed request holds a `%%` without two hexadecimal digits"
              .formatted(where));
    }
    return (high << 4) | low;
  }

  /** Decodes what can be decoded; the octets are read as ISO 8859-1. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] octets = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Sha256.hexDigit(text.charAt(i + 1)) : -1;
      int low = high >= 0 ? Sha256.hexDigit(text.charAt(i + 2)) : -1;
      if (low >= 0) {
        octets[length++] = (byte) ((high << 4) | low);
        i += 2;
      } else {
        octets[length++] = (byte) c;
      }
    }
    return new String(octets, 0, length, ISO_8859_1);
  }

  static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~';
  }
}

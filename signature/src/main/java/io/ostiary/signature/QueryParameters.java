package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, split at {@code &} and the first {@code =}, in the order received. All
 * of them stand in one text, where each is found by its place.
 *
 * <p>A bare {@code +} is refused: to the signers it is a plus, to most applications a blank, so
 * that one signature would cover two meanings. Refused as well are malformed escapes, characters
 * that may not stand in a query, and parameters without a name, which one signer leaves out.
 */
final class QueryParameters {
  private static final int MOST = 1000;

  /** Where a parameter begins, where its name ends, and where it ends. */
  private static final int BOUNDS = 3;

  private static final int USUAL = 16;

  /** So many are sorted by hand, which takes longer the more there are. */
  private static final int FEW = 32;

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final boolean[] UNRESERVED = unreserved();
  private static final QueryParameters NONE = new QueryParameters("");

  /** The query, every name and value percent-encoded in the canonical way. */
  private final String text;

  private int[] bounds = new int[BOUNDS * USUAL];
  private int count;

  private QueryParameters(String text) {
    this.text = text;
  }

  static QueryParameters parse(@Nullable String rawQuery) throws SignatureException {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return NONE;
    }
    QueryParameters parameters =
        new QueryParameters(isCanonical(rawQuery) ? rawQuery : canonical(rawQuery));
    parameters.split();
    return parameters;
  }

  private void split() throws SignatureException {
    int equals = -1;
    int to;
    for (int from = 0; from <= text.length(); from = to + 1) {
      to = orEnd(text, text.indexOf('&', from));
      if (equals < from) {
        equals = orEnd(text, text.indexOf('=', from));
      }
      if (to > from) {
        add(from, Math.min(equals, to), to);
      }
    }
  }

  private static int orEnd(String text, int place) {
    return place < 0 ? text.length() : place;
  }

  private void add(int from, int nameEnd, int to) throws SignatureException {
    if (nameEnd == from) {
      throw SignatureException.malformed(
          "The query of a signed request holds a parameter without a name");
    }
    if (count == MOST) {
      throw SignatureException.malformed(
          "The query of a signed request may have at most %s parameters".formatted(MOST));
    }
    if (BOUNDS * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[BOUNDS * count] = from;
    bounds[BOUNDS * count + 1] = nameEnd;
    bounds[BOUNDS * count + 2] = to;
    count++;
  }

  int size() {
    return count;
  }

  private int begin(int i) {
    return bounds[BOUNDS * i];
  }

  private int nameEnd(int i) {
    return bounds[BOUNDS * i + 1];
  }

  private int valueBegin(int i) {
    return Math.min(nameEnd(i) + 1, end(i));
  }

  private int end(int i) {
    return bounds[BOUNDS * i + 2];
  }

  /** Where the name of a parameter stands among others; -1 if it does not. */
  int placeOfName(int i, ParameterNames names) {
    return names.place(text, begin(i), nameEnd(i));
  }

  boolean isNamed(int i, String name) {
    int begin = begin(i);
    return nameEnd(i) - begin == name.length() && text.startsWith(name, begin);
  }

  int valueLength(int i) {
    return end(i) - valueBegin(i);
  }

  /** The value's characters, each byte one of them. */
  String decodedValue(int i) {
    return decode(text, valueBegin(i), end(i));
  }

  /** Writes a name with its {@code =}. */
  Octets putName(int i, Octets out) {
    return out.put(text, begin(i), nameEnd(i)).put('=');
  }

  /** Writes a name with its {@code =} and value. */
  Octets put(int i, Octets out) {
    return nameEnd(i) == end(i) ? putName(i, out) : out.put(text, begin(i), end(i));
  }

  /**
   * The places of the parameters, sorted by encoded name, then by encoded value; null if that is
   * their own order, as most clients have it.
   */
  int @Nullable [] order() {
    int inOrder = 1;
    while (inOrder < count && compare(inOrder - 1, inOrder) <= 0) {
      inOrder++;
    }
    if (inOrder >= count) {
      return null;
    }
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    if (count > FEW) {
      return Arrays.stream(order).boxed().sorted(this::compare).mapToInt(i -> i).toArray();
    }
    for (int i = inOrder; i < count; i++) {
      int place = i;
      for (; place > 0 && compare(order[place - 1], i) > 0; place--) {
        order[place] = order[place - 1];
      }
      order[place] = i;
    }
    return order;
  }

  private int compare(int one, int other) {
    int byName = compare(begin(one), nameEnd(one), begin(other), nameEnd(other));
    return byName == 0 ? compare(valueBegin(one), end(one), valueBegin(other), end(other)) : byName;
  }

  private int compare(int one, int oneEnd, int other, int otherEnd) {
    int shorter = Math.min(oneEnd - one, otherEnd - other);
    for (int i = 0; i < shorter; i++) {
      int difference = text.charAt(one + i) - text.charAt(other + i);
      if (difference != 0) {
        return difference;
      }
    }
    return (oneEnd - one) - (otherEnd - other);
  }

  /**
   * Which of these names a query may carry, in any spelling: a bit for each place. Never fails: it
   * is asked before anything says that the query is signed at all.
   */
  static int mentioned(@Nullable String rawQuery, ParameterNames names) {
    if (rawQuery == null) {
      return 0;
    }
    int mentioned = 0;
    int equals = -1;
    int percent = -1;
    int to;
    for (int from = 0; from <= rawQuery.length(); from = to + 1) {
      to = orEnd(rawQuery, rawQuery.indexOf('&', from));
      equals = equals < from ? orEnd(rawQuery, rawQuery.indexOf('=', from)) : equals;
      percent = percent < from ? orEnd(rawQuery, rawQuery.indexOf('%', from)) : percent;
      int end = Math.min(equals, to);
      int place;
      if (percent < end) {
        String name = decode(rawQuery, from, end);
        place = names.place(name, 0, name.length());
      } else {
        place = names.place(rawQuery, from, end);
      }
      mentioned |= place < 0 ? 0 : 1 << place;
    }
    return mentioned;
  }

  /** Whether a query is written as it should be, as most clients do. */
  private static boolean isCanonical(String raw) {
    boolean inValue = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isUnreserved(c)) {
        continue;
      }
      if (c == '%' && isCanonicalEscape(raw, i)) {
        i += 2;
      } else if (c == '&' || (c == '=' && !inValue)) {
        inValue = c == '=';
      } else {
        return false;
      }
    }
    return true;
  }

  /** Whether an escape stands here that is written as it should be, and has to be one. */
  private static boolean isCanonicalEscape(String raw, int at) {
    return at + 2 < raw.length()
        && isUpperHex(raw.charAt(at + 1))
        && isUpperHex(raw.charAt(at + 2))
        && !isUnreserved(
            (Sha256.hexDigit(raw.charAt(at + 1)) << 4) | Sha256.hexDigit(raw.charAt(at + 2)));
  }

  private static boolean isUpperHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
  }

  private static String canonical(String raw) throws SignatureException {
    StringBuilder encoded = new StringBuilder(raw.length() + 16);
    boolean inValue = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '&' || (c == '=' && !inValue)) {
        inValue = c == '=';
        encoded.append(c);
      } else if (c == '%') {
        append(encoded, escaped(raw, i, raw.length(), "query"));
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
  private static String decode(String text, int from, int to) {
    int percent = text.indexOf('%', from);
    if (percent < 0 || percent >= to) {
      return text.substring(from, to);
    }
    byte[] octets = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < to ? Sha256.hexDigit(text.charAt(i + 1)) : -1;
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
    return c < UNRESERVED.length && UNRESERVED[c];
  }

  private static boolean[] unreserved() {
    boolean[] unreserved = new boolean[0x80];
    String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    for (int i = 0; i < characters.length(); i++) {
      unreserved[characters.charAt(i)] = true;
    }
    return unreserved;
  }
}

package io.ostiary.signature;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A request's field lines in the order received, to be looked up by name; names are compared
 * ignoring ASCII case. Immutable.
 */
public final class HeaderFields extends AbstractList<SignedRequest.Header> implements RandomAccess {
  static final String CONTENT_SHA256 = "x-amz-content-sha256";
  static final String DATE = "x-amz-date";
  static final String REGION_SET = "x-amz-region-set";
  static final String SECURITY_TOKEN = "x-amz-security-token";
  static final String DECODED_LENGTH = "x-amz-decoded-content-length";
  static final String TRAILER = "x-amz-trailer";

  private static final String PREFIX = "x-amz-";

  private final SignedRequest.Header[] lines;

  /** The mark of each line's name: names of different marks are different. */
  private final int[] marks;

  private HeaderFields(SignedRequest.Header[] lines) {
    this.lines = lines;
    this.marks = new int[lines.length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = mark(lines[i].name());
    }
  }

  /** These lines; the same object if they are such already. */
  public static HeaderFields copyOf(List<SignedRequest.Header> lines) {
    return lines instanceof HeaderFields same
        ? same
        : new HeaderFields(lines.toArray(SignedRequest.Header[]::new));
  }

  /** Length, first and last character of a name, of either case the same. */
  static int mark(String name) {
    return mark(name, 0, name.length());
  }

  /** The mark of a name that is part of a text. */
  static int mark(String text, int from, int to) {
    return to <= from
        ? 0
        : (to - from) << Short.SIZE
            | letter(text.charAt(from)) << Byte.SIZE
            | letter(text.charAt(to - 1));
  }

  /** Enough of a character to tell it from most others. */
  private static int letter(char c) {
    return (c | 0x20) & 0xff;
  }

  @Override
  public int size() {
    return lines.length;
  }

  @Override
  public SignedRequest.Header get(int i) {
    return lines[i];
  }

  /** The value of the first line of a name, as received. */
  public Optional<String> first(String name) {
    int mark = mark(name);
    for (int i = 0; i < marks.length; i++) {
      if (isNamed(i, name, mark)) {
        return Optional.of(lines[i].value());
      }
    }
    return Optional.empty();
  }

  /** Whether a line has this name, whose mark is this. */
  boolean isNamed(int i, String name, int mark) {
    return marks[i] == mark && lines[i].name().equalsIgnoreCase(name);
  }

  /** The value of a field that may come once, without blanks around it; null if absent. */
  @Nullable String single(String name) throws SignatureException {
    String value = null;
    int mark = mark(name);
    for (int i = 0; i < marks.length; i++) {
      if (isNamed(i, name, mark)) {
        if (value != null) {
          throw SignatureException.malformed(
              "The request carries the header `%s` more than once; send it once".formatted(name));
        }
        value = trim(lines[i].value());
      }
    }
    return value;
  }

  int count(String name) {
    int count = 0;
    int mark = mark(name);
    for (int i = 0; i < marks.length; i++) {
      count += isNamed(i, name, mark) ? 1 : 0;
    }
    return count;
  }

  /** Whether a name begins with {@code x-amz-}. */
  static boolean isOfProtocol(String name) {
    return name.length() >= PREFIX.length()
        && letter(name.charAt(0)) == 'x'
        && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Without HTTP's own blanks, space and tab, at either end. */
  static String trim(String value) {
    int to = value.length();
    int from = skipBlanks(value, 0, to);
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  /** The place of the first character that is no blank, or {@code to}. */
  static int skipBlanks(String value, int from, int to) {
    int at = from;
    while (at < to && isBlank(value.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether the text is a lower-case field name (RFC 9110's token). */
  static boolean isLowerCaseToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean usual = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      if (!usual && "!#$%&'*+.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}

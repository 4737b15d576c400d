package io.ostiary.filter.http;

import io.ostiary.filter.http.CanonicalRequest.PathSegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A path below the context path, decoded once. Only paths that every parser reads alike become one:
 * whatever could mean two things is refused, never repaired.
 *
 * @param segments none for the root
 * @param trailingSlash whether a slash follows the last segment
 * @see <a
 *     href="https://jakarta.ee/specifications/servlet/6.0/jakarta-servlet-spec-6.0#request-uri-path-processing">Servlet
 *     6.0, 3.5.2</a>, which containers follow to different degrees
 */
public record RequestPath(List<PathSegment> segments, boolean trailingSlash) {
  private static final String PLAIN = "-_~!$&'()*+,=:@.";
  private static final String DATA = ";#?%";

  public RequestPath {
    segments = List.copyOf(segments);
  }

  /**
   * Reads the undecoded path, which is empty or begins with a slash.
   *
   * @param encodedTilde whether {@code %7E} is admitted
   */
  public static RequestPath parse(String raw, boolean encodedTilde)
      throws RejectedRequestException {
    if (raw.isEmpty() || raw.equals("/")) {
      return new RequestPath(List.of(), false);
    }
    if (raw.charAt(0) != '/') {
      throw refused("the path does not begin with `/`");
    }
    List<PathSegment> segments = new ArrayList<>();
    int start = 1;
    while (start < raw.length()) {
      int slash = raw.indexOf('/', start);
      int end = slash < 0 ? raw.length() : slash;
      segments.add(segment(raw.substring(start, end), encodedTilde));
      start = end + 1;
    }
    return new RequestPath(segments, raw.endsWith("/"));
  }

  /** The decoded text, which begins with a slash. */
  String decoded() {
    StringBuilder path = new StringBuilder();
    for (PathSegment segment : segments) {
      path.append('/').append(segment.text());
    }
    return segments.isEmpty() || trailingSlash ? path.append('/').toString() : path.toString();
  }

  private static PathSegment segment(String raw, boolean encodedTilde)
      throws RejectedRequestException {
    if (raw.isEmpty()) {
      throw refused("the path holds `//`; write one slash");
    }
    if (raw.equals(".") || raw.equals("..")) {
      throw refused("the path holds `.` or `..` as a segment; write the path without");
    }
    if (raw.indexOf('%') < 0) {
      for (int i = 0; i < raw.length(); i++) {
        byte unused = plain(raw.charAt(i));
      }
      return new PathSegment(raw, false);
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    boolean data = false;
    boolean ascii = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.put(plain(c));
        continue;
      }
      int octet = octet(raw, i);
      check(octet, encodedTilde);
      data |= octet < 0x80 && DATA.indexOf(octet) >= 0;
      ascii &= octet < 0x80;
      bytes.put((byte) octet);
      i += 2;
    }
    String text = utf8(bytes.flip());
    if (!ascii) {
      checkUnicode(text);
    }
    return new PathSegment(text, data);
  }

  private static byte plain(char c) throws RejectedRequestException {
    boolean admitted =
        (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9')
            || PLAIN.indexOf(c) >= 0;
    if (!admitted) {
      throw refused(
          c == ';'
              ? "the path holds `;`; path parameters are not served, and as data it is written %3B"
              : "the path holds a character that must not stand there unescaped");
    }
    return (byte) c;
  }

  /** The octet that the escape at this place stands for. */
  static int octet(String raw, int percent) throws RejectedRequestException {
    if (percent + 2 < raw.length()) {
      int high = hex(raw.charAt(percent + 1));
      int low = hex(raw.charAt(percent + 2));
      if (high >= 0 && low >= 0) {
        return (high << 4) | low;
      }
    }
    throw refused("a `%` is not followed by two hexadecimal digits");
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static void check(int octet, boolean encodedTilde) throws RejectedRequestException {
    if (octet < 0x20 || octet == 0x7f) {
      throw refused("the path holds an escaped control character");
    }
    if (octet == '/' || octet == '\\' || octet == '.') {
      throw refused("the path holds %2F, %5C or %2E, which parsers read differently");
    }
    boolean unreserved =
        (octet < 0x80 && Character.isLetterOrDigit(octet)) || octet == '-' || octet == '_';
    if (unreserved || (octet == '~' && !encodedTilde)) {
      throw refused("the path escapes a letter, digit, `-`, `_` or `~`; write it as it is");
    }
  }

  private static void checkUnicode(String text) throws RejectedRequestException {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.UNASSIGNED ->
            throw refused("the path holds an invisible or unassigned character");
        default -> {
          if (c == 0xfffd) {
            throw refused("the path holds U+FFFD, the mark of a decoding error");
          }
        }
      }
      i += Character.charCount(c);
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw refused("the path is not in Unicode's normalization form C");
    }
  }

  /** Strict UTF-8. */
  static String utf8(ByteBuffer bytes) throws RejectedRequestException {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return text.toString();
    } catch (CharacterCodingException malformed) {
      throw refused("an escape sequence is not UTF-8");
    }
  }

  private static RejectedRequestException refused(String message) {
    return new RejectedRequestException(RejectedRequestException.Reason.BAD_REQUEST, message);
  }
}

package io.ostiary.filter.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the parts of a {@code multipart/form-data} body without copying them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class MultipartForm {
  private static final int PART_HEADER_LIMIT = 8 * 1024;

  private final RequestBody body;
  private final InputStream bytes;
  private final byte[] delimiter;
  private final int[] fallback;
  private final List<BodyPart> parts = new ArrayList<>();
  private long position;

  private MultipartForm(RequestBody body, String boundary) {
    this.body = body;
    this.bytes = new BufferedInputStream(body.open());
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.fallback = fallback(delimiter);
  }

  /** Every part, in order. */
  static List<BodyPart> parse(RequestBody body, String contentType) throws IOException {
    String boundary = parameters(contentType).getOrDefault("boundary", "");
    if (boundary.isEmpty() || boundary.length() > 70) {
      throw new IOException("the multipart body names no boundary of 1 to 70 characters");
    }
    return new MultipartForm(body, boundary).parts();
  }

  private List<BodyPart> parts() throws IOException {
    // A first delimiter at the very beginning has its line break before the body.
    skipPastDelimiter(2);
    while (anotherPart()) {
      Map<String, String> headers = headers();
      long start = position;
      skipPastDelimiter(0);
      parts.add(BodyPart.of(body, headers, start, position - delimiter.length - start));
      if (parts.size() > HttpSettings.PARAMETER_LIMIT) {
        throw new IOException("the multipart body has too many parts");
      }
    }
    return List.copyOf(parts);
  }

  private int next() throws IOException {
    int octet = bytes.read();
    if (octet < 0) {
      throw new IOException("the multipart body ends before its last boundary");
    }
    position++;
    return octet;
  }

  /** Knuth-Morris-Pratt, since a body may nearly hold its delimiter any number of times. */
  private void skipPastDelimiter(int matchedBefore) throws IOException {
    int matched = matchedBefore;
    while (matched < delimiter.length) {
      int octet = next();
      while (matched > 0 && delimiter[matched] != (byte) octet) {
        matched = fallback[matched - 1];
      }
      if (delimiter[matched] == (byte) octet) {
        matched++;
      }
    }
  }

  private static int[] fallback(byte[] pattern) {
    int[] fallback = new int[pattern.length];
    for (int i = 1, matched = 0; i < pattern.length; i++) {
      while (matched > 0 && pattern[i] != pattern[matched]) {
        matched = fallback[matched - 1];
      }
      if (pattern[i] == pattern[matched]) {
        matched++;
      }
      fallback[i] = matched;
    }
    return fallback;
  }

  /** Reads the rest of a delimiter's line; false at the last delimiter. */
  private boolean anotherPart() throws IOException {
    int first = next();
    if (first == '-') {
      if (next() == '-') {
        return false;
      }
      throw new IOException("a multipart boundary is followed by other characters");
    }
    while (first == ' ' || first == '\t') {
      first = next();
    }
    if (first != '\r' || next() != '\n') {
      throw new IOException("a multipart boundary is followed by other characters");
    }
    return true;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    int left = PART_HEADER_LIMIT;
    for (String line = line(left); !line.isEmpty(); line = line(left)) {
      left -= line.length();
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (name.isEmpty() || headers.put(name, line.substring(colon + 1).trim()) != null) {
        throw new IOException("a part of the multipart body has a malformed header");
      }
    }
    return headers;
  }

  private String line(int limit) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = next(); octet != '\r'; octet = next()) {
      if (line.size() >= limit) {
        throw new IOException("a part of the multipart body has too long a header");
      }
      line.write(octet);
    }
    if (next() != '\n') {
      throw new IOException("a line of the multipart body does not end with CR LF");
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** The parameters of a header such as {@code form-data; name="a"; filename="b.txt"}. */
  static Map<String, String> parameters(String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = value.indexOf(';');
    while (at >= 0 && at < value.length()) {
      int equals = value.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = value.substring(at + 1, equals).trim().toLowerCase(Locale.ROOT);
      StringBuilder text = new StringBuilder();
      at = parameterValue(value, equals + 1, text);
      parameters.putIfAbsent(name, text.toString());
    }
    return parameters;
  }

  /** Reads a token or a quoted string; answers where the next semicolon stands. */
  private static int parameterValue(String value, int start, StringBuilder text) {
    if (start >= value.length() || value.charAt(start) != '"') {
      int semicolon = value.indexOf(';', start);
      text.append(value.substring(start, semicolon < 0 ? value.length() : semicolon).trim());
      return semicolon;
    }
    int at = start + 1;
    for (; at < value.length() && value.charAt(at) != '"'; at++) {
      if (value.charAt(at) == '\\' && at + 1 < value.length()) {
        at++;
      }
      text.append(value.charAt(at));
    }
    return value.indexOf(';', at);
  }
}

package io.ostiary.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lookups in a request's field lines; names are compared ignoring ASCII case. */
final class HeaderFields {
  static final String CONTENT_SHA256 = "x-amz-content-sha256";
  static final String DATE = "x-amz-date";
  static final String REGION_SET = "x-amz-region-set";
  static final String SECURITY_TOKEN = "x-amz-security-token";
  static final String DECODED_LENGTH = "x-amz-decoded-content-length";
  static final String TRAILER = "x-amz-trailer";

  private HeaderFields() {}

  /** The value of a field that may come once, without blanks around it; null if absent. */
  static @Nullable String single(SignedRequest request, String name) throws SignatureException {
    String value = null;
    List<SignedRequest.Header> headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase(name)) {
        if (value != null) {
          throw SignatureException.malformed(
              "The request carries the header `%s` more than once; send it once".formatted(name));
        }
        value = trim(headers.get(i).value());
      }
    }
    return value;
  }

  static int count(SignedRequest request, String name) {
    int count = 0;
    List<SignedRequest.Header> headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase(name)) {
        count++;
      }
    }
    return count;
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
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}

package io.ostiary.filter.http;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters as {@code name=value&name=value}: a query, or a form body. {@code +} is a space.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">application/x-www-form-urlencoded
 *     parsing</a>, here without its tolerance
 */
public final class UrlEncoded {
  private static final String UNESCAPED = "-_.~!$'()*,;:@/?[]=";

  private UrlEncoded() {}

  /** Splits and decodes; empty parts between two {@code &} count for nothing. */
  public static List<Parameter> parse(String raw, Charset charset) throws RejectedRequestException {
    List<Parameter> parameters = new ArrayList<>();
    for (int start = 0; start <= raw.length(); ) {
      int ampersand = raw.indexOf('&', start);
      int end = ampersand < 0 ? raw.length() : ampersand;
      if (end > start) {
        parameters.add(parameter(raw.substring(start, end), charset));
        if (parameters.size() > HttpSettings.PARAMETER_LIMIT) {
          throw refused(
              "there are more than %s parameters".formatted(HttpSettings.PARAMETER_LIMIT));
        }
      }
      start = end + 1;
    }
    return parameters;
  }

  /** Refuses what frameworks take for another method than the request's own. */
  static void refuseMethodOverride(List<Parameter> parameters) throws RejectedRequestException {
    for (Parameter parameter : parameters) {
      if (parameter.name().equalsIgnoreCase("_method")) {
        throw refused("the method is overridden by a parameter; send the method itself");
      }
    }
  }

  private static Parameter parameter(String raw, Charset charset) throws RejectedRequestException {
    int equals = raw.indexOf('=');
    if (equals == 0) {
      throw refused("a parameter has no name");
    }
    return equals < 0
        ? new Parameter(decode(raw, charset), "")
        : new Parameter(
            decode(raw.substring(0, equals), charset), decode(raw.substring(equals + 1), charset));
  }

  private static String decode(String raw, Charset charset) throws RejectedRequestException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int octet = RequestPath.octet(raw, i);
        if (octet == 0) {
          throw refused("a parameter holds %00");
        }
        bytes.write(octet);
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0)) {
        bytes.write(c);
      } else {
        throw refused("a parameter holds a character that must be percent-encoded");
      }
    }
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException malformed) {
      throw refused("a parameter is not " + charset.name());
    }
  }

  private static RejectedRequestException refused(String message) {
    return new RejectedRequestException(RejectedRequestException.Reason.BAD_REQUEST, message);
  }
}

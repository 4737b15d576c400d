package io.ostiary.filter.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.CanonicalRequest.PathSegment;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * A path that is admitted means the same to every parser: to one that decodes before it looks for
 * dots and to one that does so after, to one that knows path parameters, to one that takes a
 * backslash for a slash, to one that decodes twice. Whatever they could disagree about is refused.
 */
public final class RequestTargetFuzz {
  private RequestTargetFuzz() {}

  /** A request target, one octet a character. */
  public static void fuzzerTestOneInput(byte[] target) {
    String text = new String(target, ISO_8859_1);
    int mark = text.indexOf('?');
    checkPath("/" + (mark < 0 ? text : text.substring(0, mark)).replaceFirst("^/", ""));
    if (mark >= 0) {
      checkQuery(text.substring(mark + 1));
    }
  }

  private static void checkPath(String raw) {
    RequestPath path;
    try {
      path = RequestPath.parse(raw, false);
    } catch (RejectedRequestException refused) {
      return;
    }
    String ours = path.decoded();
    agree(raw, ours, normalized(decoded(withoutParameters(raw))), "decoded, then normalized");
    agree(raw, ours, decoded(normalized(withoutParameters(raw))), "normalized, then decoded");
    agree(raw, ours, uri(raw), "java.net.URI");
    if (path.segments().stream().noneMatch(PathSegment::data)) {
      String backslashes = decoded(raw).replace('\\', '/');
      agree(raw, ours, normalized(withoutParameters(backslashes)), "parameters after decoding");
      agree(raw, ours, normalized(decoded(decoded(raw))), "decoded twice");
    }
  }

  private static void agree(String raw, String ours, String theirs, String how) {
    if (!ours.equals(theirs)) {
      throw new AssertionError("`%s` is `%s` to us, and %s `%s`".formatted(raw, ours, how, theirs));
    }
  }

  private static String withoutParameters(String path) {
    StringBuilder kept = new StringBuilder();
    boolean parameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static String normalized(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String all = "/" + String.join("/", segments);
    return path.endsWith("/") && all.length() > 1 ? all + "/" : all;
  }

  /** As lenient parsers do: what is no escape stays as it is. */
  private static String decoded(String text) {
    byte[] octets = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < octets.length; i++) {
      int high = octets[i] == '%' && i + 2 < octets.length ? digit(octets[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(octets[i + 2]);
      out.write(low < 0 ? octets[i] : high * 16 + low);
      i += low < 0 ? 0 : 2;
    }
    return out.toString(UTF_8);
  }

  private static int digit(byte octet) {
    return octet < 0 ? -1 : Character.digit(octet, 16);
  }

  private static String uri(String raw) {
    try {
      return Objects.requireNonNull(new URI("http", "h", null, null, null).resolve(raw).getPath());
    } catch (URISyntaxException | IllegalArgumentException refused) {
      throw new AssertionError("java.net.URI does not take `%s`".formatted(raw), refused);
    }
  }

  private static void checkQuery(String raw) {
    List<Parameter> ours;
    try {
      ours = UrlEncoded.parse(raw, UTF_8);
    } catch (RejectedRequestException refused) {
      return;
    }
    List<Parameter> theirs = new ArrayList<>();
    for (String part : raw.split("&", -1)) {
      if (!part.isEmpty()) {
        String[] sides = part.split("=", 2);
        String value = sides.length < 2 ? "" : sides[1];
        theirs.add(
            new Parameter(URLDecoder.decode(sides[0], UTF_8), URLDecoder.decode(value, UTF_8)));
      }
    }
    if (!ours.equals(theirs)) {
      throw new AssertionError("`%s` is %s to us, %s to others".formatted(raw, ours, theirs));
    }
  }
}

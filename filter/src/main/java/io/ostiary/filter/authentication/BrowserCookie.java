package io.ostiary.filter.authentication;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.signature.SignedRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of ours, by which a browser is known again. Its {@code __Host-} name keeps every other
 * host, subdomains included, from setting it. Browsers take that only over TLS; on this very
 * machine, over plain HTTP, there is the same without the prefix.
 *
 * @param label what it is for, part of its name
 * @param fromElsewhere whether the browser sends it with a form that another site made it send, too
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265">RFC 6265</a>
 */
public record BrowserCookie(String label, boolean fromElsewhere) {
  /** The session in which requests are made. */
  public static final BrowserCookie SESSION = new BrowserCookie("session");

  private static final String PREFIX = "ostiary-";
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  /** A cookie that comes with what our own pages cause, and with links to them. */
  public BrowserCookie(String label) {
    this(label, false);
  }

  /** The labels that begin with some letters, of the cookies that the browser sent. */
  public static Set<String> labels(CanonicalRequest request, String beginning) {
    Set<String> labels = new TreeSet<>();
    String start = prefix(request) + beginning;
    for (SignedRequest.Header header : request.headers()) {
      if (header.name().equalsIgnoreCase("cookie")) {
        for (String pair : pairs(header.value())) {
          int equals = pair.indexOf('=');
          if (equals > 0 && pair.startsWith(start)) {
            labels.add(pair.substring(prefix(request).length(), equals));
          }
        }
      }
    }
    return labels;
  }

  /** Whether a browser can have a session here at all: over TLS, or on this very machine. */
  public static boolean possible(CanonicalRequest request) {
    return request.secure() || isThisMachine(request);
  }

  private static boolean isThisMachine(CanonicalRequest request) {
    String host = request.host();
    int port = host.lastIndexOf(':');
    int end = port > host.lastIndexOf(']') ? port : host.length();
    for (String name : THIS_MACHINE) {
      if (name.length() == end && host.regionMatches(true, 0, name, 0, end)) {
        return true;
      }
    }
    return false;
  }

  private String name(CanonicalRequest request) {
    return prefix(request) + label;
  }

  private static String prefix(CanonicalRequest request) {
    return request.secure() ? "__Host-" + PREFIX : PREFIX;
  }

  /**
   * The value that the browser sent.
   *
   * @throws RejectedRequestException if it sent two
   */
  public Optional<String> read(CanonicalRequest request) throws RejectedRequestException {
    if (!possible(request)) {
      return Optional.empty();
    }
    String name = name(request);
    String value = null;
    for (SignedRequest.Header header : request.headers()) {
      if (header.name().equalsIgnoreCase("cookie")) {
        String field = header.value();
        for (int start = 0; start < field.length(); ) {
          int semicolon = field.indexOf(';', start);
          int end = semicolon < 0 ? field.length() : semicolon;
          String found = value(field, start, end, name);
          if (found != null && value != null) {
            throw new RejectedRequestException(
                Reason.BAD_REQUEST, "the cookie `%s` comes more than once".formatted(name));
          }
          value = found == null ? value : found;
          start = end + 1;
        }
      }
    }
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  /** The value of a pair, if it has that name; else null. */
  private static @Nullable String value(String field, int start, int end, String name) {
    int at = start;
    while (at < end && Character.isWhitespace(field.charAt(at))) {
      at++;
    }
    int equals = at + name.length();
    return equals < end && field.startsWith(name, at) && field.charAt(equals) == '='
        ? field.substring(equals + 1, end).stripTrailing()
        : null;
  }

  private static List<String> pairs(String header) {
    List<String> pairs = new ArrayList<>();
    for (int start = 0; start < header.length(); ) {
      int semicolon = header.indexOf(';', start);
      int end = semicolon < 0 ? header.length() : semicolon;
      pairs.add(header.substring(start, end).strip());
      start = end + 1;
    }
    return pairs;
  }

  /** Gives the browser a value to send from now on, until it closes or a time is over. */
  public void set(
      CanonicalRequest request, HttpServletResponse response, String value, Duration longest) {
    response.addHeader("Set-Cookie", line(request, value, longest.toSeconds()));
  }

  /** Takes it from the browser. */
  public void clear(CanonicalRequest request, HttpServletResponse response) {
    response.addHeader("Set-Cookie", line(request, "", 0));
  }

  private String line(CanonicalRequest request, String value, long seconds) {
    // Browsers take SameSite=None with Secure only, which they grant this very machine without TLS.
    return "%s=%s; Path=/; Max-Age=%s; HttpOnly; SameSite=%s%s"
        .formatted(
            name(request),
            value,
            seconds,
            fromElsewhere ? "None" : "Lax",
            request.secure() || fromElsewhere ? "; Secure" : "");
  }
}

package io.ostiary.filter.authentication;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.signature.SignedRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

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
    String host = request.host().toLowerCase(Locale.ROOT);
    int port = host.lastIndexOf(':');
    return THIS_MACHINE.contains(port > host.lastIndexOf(']') ? host.substring(0, port) : host);
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
    List<String> values = new ArrayList<>();
    for (SignedRequest.Header header : request.headers()) {
      if (header.name().equalsIgnoreCase("cookie")) {
        values.addAll(values(header.value(), name(request)));
      }
    }
    if (values.size() > 1) {
      throw new RejectedRequestException(
          Reason.BAD_REQUEST, "the cookie `%s` comes more than once".formatted(name(request)));
    }
    return values.stream().findFirst().filter(value -> !value.isEmpty());
  }

  private static List<String> values(String header, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : pairs(header)) {
      if (pair.startsWith(name + "=")) {
        values.add(pair.substring(name.length() + 1));
      }
    }
    return values;
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

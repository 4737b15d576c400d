package io.ostiary.filter.http;

import io.ostiary.filter.http.CanonicalRequest.Parameter;
import io.ostiary.filter.http.Origin.Way;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.signature.SignedRequest.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Step 1 of the pass: makes the {@link CanonicalRequest} of what the container received, or refuses
 * it. Anything that two parsers could read differently is refused, and so is any request of which
 * the container's own view differs from ours.
 */
public final class RequestReader {
  /** The methods that are ever served, in exactly this spelling. */
  public static final Set<String> METHODS =
      Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS");

  private static final String CONTENT_LENGTH = "content-length";
  private static final String TRANSFER_ENCODING = "transfer-encoding";
  private static final String UPGRADE = "upgrade";

  /** What may come once. */
  private static final List<String> ONCE =
      List.of(
          CONTENT_LENGTH,
          TRANSFER_ENCODING,
          "authorization",
          "host",
          "content-type",
          "expect",
          UPGRADE,
          "date",
          "x-amz-date",
          "x-amz-security-token",
          "x-amz-content-sha256",
          "x-amz-decoded-content-length");

  static final String WEB_SOCKET = "websocket";

  private static final List<String> METHOD_OVERRIDES =
      List.of("x-http-method-override", "x-http-method", "x-method-override");

  /** By length, the names of which something is demanded. */
  private static final String[][] WATCHED = watched();

  private final HttpSettings settings;
  private final TrustedProxies proxies;

  public RequestReader(HttpSettings settings, TrustedProxies proxies) {
    this.settings = settings;
    this.proxies = proxies;
  }

  /** Reads a request of a client. */
  public CanonicalRequest read(ReceivedRequest received) throws RejectedRequestException {
    checkMethod(received.method());
    checkHeaders(received.headers());
    return canonical(received, origin(received));
  }

  /**
   * Reads the target of a dispatch inside the application: its path and query, everything else as
   * the client sent it.
   */
  public CanonicalRequest target(ReceivedRequest dispatched, CanonicalRequest original)
      throws RejectedRequestException {
    Origin origin =
        new Origin(original.clientAddress(), original.secure(), original.host(), Way.DIRECT);
    CanonicalRequest target = canonical(dispatched, origin);
    return new CanonicalRequest(
        original.method(),
        target.rawPath(),
        original.root(),
        original.clientPath(),
        target.segments(),
        target.trailingSlash(),
        target.rawQuery(),
        target.query(),
        original.headers(),
        original.host(),
        original.clientAddress(),
        original.secure());
  }

  private CanonicalRequest canonical(ReceivedRequest received, Origin origin)
      throws RejectedRequestException {
    String context = encoded(received.contextPath());
    RequestPath path = path(received, context);
    String root = root(origin, context);
    return new CanonicalRequest(
        received.method(),
        received.uri(),
        root,
        clientPath(received.uri(), context, root),
        path.segments(),
        path.trailingSlash(),
        received.query(),
        query(received.query()),
        headers(received, origin),
        origin.host(),
        origin.clientAddress(),
        origin.secure());
  }

  /** Where the application is for whoever asks. */
  private String root(Origin origin, String context) {
    return origin.way() == Way.DIRECT
        ? context
        : proxies
            .externalUrl()
            .map(ExternalUrl::path)
            .filter(path -> !path.isEmpty())
            .orElse(context);
  }

  private static String clientPath(String uri, String context, String root) {
    if (root.equals(context)) {
      return uri;
    }
    return uri.length() == context.length() ? root + '/' : root + uri.substring(context.length());
  }

  /** The header lines as the client sent them: it signed the Host that it asked for. */
  private static List<Header> headers(ReceivedRequest received, Origin origin) {
    if (origin.host().equals(received.header("host").orElse(""))) {
      return received.headers();
    }
    List<Header> headers = new ArrayList<>(received.headers());
    headers.replaceAll(
        header ->
            header.name().equalsIgnoreCase("host")
                ? new Header(header.name(), origin.host())
                : header);
    return headers;
  }

  private static void checkMethod(String method) throws RejectedRequestException {
    if (!METHODS.contains(method)) {
      throw new RejectedRequestException(
          Reason.METHOD, "this method is not served; methods are written in capitals");
    }
  }

  private static void checkHeaders(List<Header> headers) throws RejectedRequestException {
    if (headers.size() > HttpSettings.HEADER_LIMIT) {
      throw refused("there are more than %s header lines".formatted(HttpSettings.HEADER_LIMIT));
    }
    int seen = 0; // a bit for each place in ONCE
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.get(i).name();
      String value = headers.get(i).value();
      String watched = watched(name);
      if (watched != null) {
        seen |= once(watched, seen);
      }
      checkValue(name, value);
      if (CONTENT_LENGTH.equals(watched) && !isNumber(value)) {
        throw refused("Content-Length is not a number of bytes");
      }
      if (UPGRADE.equals(watched)) {
        checkUpgrade(value);
      }
    }
    int framings = 1 << ONCE.indexOf(CONTENT_LENGTH) | 1 << ONCE.indexOf(TRANSFER_ENCODING);
    if ((seen & framings) == framings) {
      throw refused("Content-Length and Transfer-Encoding come together");
    }
  }

  private static String[][] watched() {
    List<String> all = new ArrayList<>(ONCE);
    all.addAll(METHOD_OVERRIDES);
    int longest = all.stream().mapToInt(String::length).max().orElse(0);
    String[][] byLength = new String[longest + 1][];
    Arrays.setAll(
        byLength,
        length -> all.stream().filter(name -> name.length() == length).toArray(String[]::new));
    return byLength;
  }

  /** The watched name that this is, ignoring case; null if it is none. */
  private static @Nullable String watched(String name) {
    if (name.length() < WATCHED.length) {
      for (String watched : WATCHED[name.length()]) {
        if (watched.equalsIgnoreCase(name)) {
          return watched;
        }
      }
    }
    return null;
  }

  /** The bit of a watched name that comes for the first time, if it may come at all. */
  private static int once(String watched, int seen) throws RejectedRequestException {
    int place = ONCE.indexOf(watched);
    if (place < 0) {
      throw refused("the method is overridden by a header; send the method itself");
    }
    if ((seen & 1 << place) != 0) {
      throw refused("the header `%s` comes more than once".formatted(watched));
    }
    return 1 << place;
  }

  private static void checkValue(String name, String value) throws RejectedRequestException {
    if (value.length() > HttpSettings.HEADER_VALUE_LIMIT) {
      throw refused("a header is longer than %s".formatted(HttpSettings.HEADER_VALUE_LIMIT));
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c >= 0x7f) {
        throw refused(
            "the header `%s` holds a character that is not printable ASCII"
                .formatted(printable(name.toLowerCase(Locale.ROOT))));
      }
    }
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty() && areDigits(value);
  }

  /**
   * HTTP/2 is between client and server, each of whose requests comes by here; of a WebSocket only
   * its first request does.
   */
  private static void checkUpgrade(String protocol) throws RejectedRequestException {
    if (!protocol.equalsIgnoreCase("h2c") && !protocol.equalsIgnoreCase(WEB_SOCKET)) {
      throw refused("Upgrade names another protocol than `h2c` or `websocket`, or several");
    }
  }

  private static String printable(String name) {
    return name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? name : "?";
  }

  /**
   * Where the request comes from: with the one Host, syntactically one, that the container saw, or
   * behind proxies that which they were asked for; either is one of ours. Where a proxy does not
   * say that, clients ask it by the external URL, if there is one.
   */
  private Origin origin(ReceivedRequest received) throws RejectedRequestException {
    String host = received.header("host").orElse("");
    if (!hostName(host).equalsIgnoreCase(withoutBrackets(received.serverName()))) {
      throw refused("Host differs from the host of the request target");
    }
    Origin origin = proxies.origin(received, host);
    if (!origin.host().equals(host)) {
      String unused = hostName(origin.host());
    }
    if (!settings.allowedHosts().isEmpty()
        && !settings.allowedHosts().contains(origin.host().toLowerCase(Locale.ROOT))) {
      throw new RejectedRequestException(Reason.WRONG_HOST, "this host is not served here");
    }
    return origin.way() == Way.PROXY && proxies.externalUrl().isPresent()
        ? new Origin(
            origin.clientAddress(),
            origin.secure(),
            proxies.externalUrl().get().host(),
            origin.way())
        : origin;
  }

  /** The name in a Host field, which is syntactically one. */
  static String hostName(String host) throws RejectedRequestException {
    int colon = host.startsWith("[") ? host.indexOf("]:") + 1 : host.indexOf(':');
    String name = colon > 0 ? host.substring(0, colon) : host;
    String port = colon > 0 ? host.substring(colon + 1) : "80";
    boolean literal = name.startsWith("[") && name.endsWith("]");
    String bare = withoutBrackets(name);
    boolean sound =
        !bare.isEmpty()
            && areHostCharacters(bare, literal)
            && !port.isEmpty()
            && port.length() <= 5
            && areDigits(port);
    if (!sound) {
      throw refused("Host is missing or not a host");
    }
    return bare;
  }

  private static boolean areHostCharacters(String bare, boolean literal) {
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (!isHostCharacter(c) && !(literal && c == ':')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHostCharacter(int c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '-' || c == '.' || c == '_';
  }

  private static boolean areDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private RequestPath path(ReceivedRequest received, String encodedContext)
      throws RejectedRequestException {
    String uri = received.uri();
    if (uri.length() > HttpSettings.PATH_LIMIT) {
      throw refused("the path is longer than %s".formatted(HttpSettings.PATH_LIMIT));
    }
    if (!uri.startsWith("/")) {
      throw refused("the request target does not begin with `/`");
    }
    if (!uri.startsWith(encodedContext)) {
      throw refused("the path does not begin with the context path");
    }
    String below = uri.substring(encodedContext.length());
    RequestPath path = RequestPath.parse(below, settings.encodedTilde());
    String theirs = received.routed();
    String ours = below.indexOf('%') < 0 ? below : path.decoded();
    // A container may show the bare context path, which it has not redirected, as its root; and
    // the file that it serves for a directory, which is decided besides.
    if (!theirs.equals(ours)
        && !(below.isEmpty() && theirs.equals("/"))
        && !(ours.endsWith("/") && theirs.startsWith(ours) && !theirs.endsWith("/"))) {
      throw refused("the server routes this path differently from how it is written");
    }
    return path;
  }

  /** A context path, or more, as a request target spells it. */
  static String encoded(String contextPath) {
    if (isPlain(contextPath)) {
      return contextPath;
    }
    StringBuilder encoded = new StringBuilder(contextPath.length());
    for (byte octet : contextPath.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet != '%') {
        encoded.append((char) octet);
      } else {
        encoded.append("%%%02X".formatted(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '%') {
        return false;
      }
    }
    return true;
  }

  private static List<Parameter> query(@Nullable String raw) throws RejectedRequestException {
    if (raw == null) {
      return List.of();
    }
    if (raw.length() > HttpSettings.QUERY_LIMIT) {
      throw refused("the query is longer than %s".formatted(HttpSettings.QUERY_LIMIT));
    }
    List<Parameter> parameters = UrlEncoded.parse(raw, StandardCharsets.UTF_8);
    UrlEncoded.refuseMethodOverride(parameters);
    return parameters;
  }

  private static RejectedRequestException refused(String message) {
    return new RejectedRequestException(Reason.BAD_REQUEST, message);
  }
}

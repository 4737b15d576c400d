package io.ostiary.filter.http;

import io.ostiary.signature.HeaderFields;
import io.ostiary.signature.SignedRequest.Header;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the container hands it over, nothing of it checked yet. Everything that is ever read
 * of the servlet request's line and header is read here, once.
 *
 * @param uri the undecoded path of the request target
 * @param contextPath where the application is deployed, as its configuration says, not the request
 * @param servletPath what the container routes by, decoded by it; {@code pathInfo} is the rest
 * @param serverName the host that the container believes was asked
 * @param peer the address at the other end of the socket; empty if the server knows none, as when
 *     the connection is closed already
 */
public record ReceivedRequest(
    String method,
    String protocol,
    String uri,
    @Nullable String query,
    List<Header> headers,
    String contextPath,
    String servletPath,
    @Nullable String pathInfo,
    String serverName,
    String peer,
    boolean secure) {

  public ReceivedRequest {
    headers = HeaderFields.copyOf(headers);
  }

  /** What a client sent, or the target of a forward or an asynchronous dispatch. */
  public static ReceivedRequest of(HttpServletRequest request) {
    return of(
        request,
        request.getRequestURI(),
        request.getQueryString(),
        request.getServletPath(),
        request.getPathInfo());
  }

  /**
   * The target of an include, which the request's own getters do not show.
   *
   * @throws RejectedRequestException if the include names a servlet instead of a path
   */
  public static ReceivedRequest included(HttpServletRequest request)
      throws RejectedRequestException {
    Object uri = request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI);
    Object servletPath = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
    if (!(uri instanceof String path) || !(servletPath instanceof String servlet)) {
      throw new RejectedRequestException(
          RejectedRequestException.Reason.NO_ROUTE,
          "an include of a servlet by its name has no path to authorize; include it by its path");
    }
    return of(
        request,
        path,
        (String) request.getAttribute(RequestDispatcher.INCLUDE_QUERY_STRING),
        servlet,
        (String) request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
  }

  private static ReceivedRequest of(
      HttpServletRequest request,
      String uri,
      @Nullable String query,
      String servletPath,
      @Nullable String pathInfo) {
    return new ReceivedRequest(
        request.getMethod(),
        request.getProtocol(),
        uri,
        query,
        fieldLines(request),
        request.getServletContext().getContextPath(),
        servletPath,
        pathInfo,
        request.getServerName(),
        Objects.requireNonNullElse(request.getRemoteAddr(), ""),
        request.isSecure());
  }

  /** The field lines; of more than are admitted, so many that it shows. */
  private static List<Header> fieldLines(HttpServletRequest request) {
    List<Header> lines = new ArrayList<>(16);
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements() && lines.size() <= HttpSettings.HEADER_LIMIT) {
      String name = names.nextElement();
      if (!contains(lines, name)) { // a server may name it once for each of its lines
        Enumeration<String> values = request.getHeaders(name);
        while (values.hasMoreElements()) {
          lines.add(new Header(name, values.nextElement()));
        }
      }
    }
    if (!contains(lines, "Host") && !request.getProtocol().startsWith("HTTP/1")) {
      lines.add(new Header("Host", authority(request)));
    }
    return lines;
  }

  private static boolean contains(List<Header> lines, String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** What HTTP/2 has in place of Host, from a server that does not show it as such (Jetty). */
  private static String authority(HttpServletRequest request) {
    String name = request.getServerName();
    int port = request.getServerPort();
    int usual = request.isSecure() ? 443 : 80;
    String host = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    return port == usual || port <= 0 ? host : host + ":" + port;
  }

  /** The decoded path by which the server routes it, below the context path. */
  String routed() {
    String rest = pathInfo;
    return rest == null ? servletPath : servletPath + rest;
  }

  /**
   * Where a directory is asked for and the server serves a file of it: that file, as if it had been
   * asked for by its own path. Servers show the directory in the request target, and the file in
   * what they route by.
   */
  public Optional<ReceivedRequest> welcomeFile() {
    if (!uri.endsWith("/") || routed().endsWith("/") || routed().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReceivedRequest(
            method,
            protocol,
            RequestReader.encoded(contextPath + routed()),
            query,
            headers,
            contextPath,
            servletPath,
            pathInfo,
            serverName,
            peer,
            secure));
  }

  /** The first field of a name, compared ignoring case. */
  public Optional<String> header(String name) {
    return HeaderFields.copyOf(headers).first(name);
  }
}

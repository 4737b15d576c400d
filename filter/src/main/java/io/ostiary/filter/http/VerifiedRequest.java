package io.ostiary.filter.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The request as the application gets it: the verified body in whatever way it is read, and the
 * verified caller. Everything else is the container's, which was checked to agree with the {@link
 * CanonicalRequest}.
 */
public final class VerifiedRequest extends HttpServletRequestWrapper {
  private final ApplicationBody body;
  private final @Nullable Principal caller;
  private final Predicate<String> roles;

  private final HttpServletResponse response;
  private boolean asynchronous;

  /** Headers that change when the body does; an empty value takes the header away. */
  private final Map<String, String> changed;

  /**
   * Wraps what the container made.
   *
   * @param caller null for one without credentials of ours, whom an authentication mechanism of the
   *     application may know; then the container is asked
   * @param roles says for which names {@link #isUserInRole} is true
   */
  public VerifiedRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      ApplicationBody body,
      @Nullable Principal caller,
      Predicate<String> roles) {
    super(request);
    this.response = response;
    this.body = body;
    this.caller = caller;
    this.roles = roles;
    this.changed = body.isDecoded() ? changed(request, body) : Collections.emptyMap();
  }

  private static Map<String, String> changed(HttpServletRequest request, ApplicationBody body) {
    Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.put("Content-Encoding", withoutAwsChunked(request.getHeader("Content-Encoding")));
    changed.put("Content-Length", Long.toString(body.length()));
    changed.put("Transfer-Encoding", "");
    return changed;
  }

  /** The one that is somewhere inside this request already, if any. */
  public static Optional<VerifiedRequest> within(ServletRequest request) {
    ServletRequest layer = request;
    while (layer instanceof ServletRequestWrapper wrapper) {
      if (wrapper instanceof VerifiedRequest verified) {
        return Optional.of(verified);
      }
      layer = wrapper.getRequest();
    }
    return Optional.empty();
  }

  /** Whether the request goes on after its dispatch; then its end is somebody else's to see. */
  public boolean isAsynchronous() {
    return asynchronous;
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest asyncRequest, ServletResponse asyncResponse) {
    AsyncContext context = super.startAsync(asyncRequest, asyncResponse);
    context.addListener(new Closing(body));
    asynchronous = true;
    return context;
  }

  private static String withoutAwsChunked(@Nullable String encoding) {
    List<String> left = new ArrayList<>();
    if (encoding != null) {
      for (String part : encoding.split(",", -1)) {
        if (!part.trim().equalsIgnoreCase("aws-chunked")) {
          left.add(part.trim());
        }
      }
    }
    return String.join(", ", left);
  }

  @Override
  public ServletInputStream getInputStream() {
    return body.inputStream(this);
  }

  @Override
  public BufferedReader getReader() {
    return body.reader(this);
  }

  @Override
  public int getContentLength() {
    long length = body.length();
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length();
  }

  @Override
  public @Nullable String getHeader(String name) {
    String value = changed.get(name);
    if (value == null) {
      return super.getHeader(name);
    }
    return value.isEmpty() ? null : value;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = changed.get(name);
    if (value == null) {
      return super.getHeaders(name);
    }
    return Collections.enumeration(value.isEmpty() ? List.of() : List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>();
    for (String name : Collections.list(super.getHeaderNames())) {
      if (!changed.containsKey(name)) {
        names.add(name);
      }
    }
    changed.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            names.add(name.toLowerCase(Locale.ROOT));
          }
        });
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    String value = getHeader(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = body.parameters().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(body.parameters());
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(body.parameters().keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = body.parameters().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    if (!body.isMultipart()) {
      throw new ServletException("the request is not multipart/form-data");
    }
    return body.parts();
  }

  @Override
  public @Nullable Part getPart(String name) throws IOException, ServletException {
    for (Part part : getParts()) {
      if (part.getName().equals(name)) {
        return part;
      }
    }
    return null;
  }

  @Override
  public Map<String, String> getTrailerFields() {
    return body.isDecoded() ? body.trailer() : super.getTrailerFields();
  }

  @Override
  public boolean isTrailerFieldsReady() {
    return body.isDecoded() || super.isTrailerFieldsReady();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return caller == null ? super.getUserPrincipal() : caller;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return caller == null ? super.getRemoteUser() : caller.getName();
  }

  @Override
  public boolean isUserInRole(String role) {
    return caller == null ? super.isUserInRole(role) : roles.test(role);
  }

  /** Lets the body go when an asynchronous request ends, however it ends. */
  private record Closing(ApplicationBody body) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      body.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}

package io.ostiary.application.servlet;

import io.ostiary.filter.Answer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the annotations of servlets, after the server has chosen one. Register it last, for every
 * path and all kinds of dispatch, so that it sees what the servlet will see.
 */
public final class ActionServletFilter implements Filter {
  private static final Logger LOGGER = System.getLogger("ostiary");

  private final Map<String, GuardedServlet> byName = new HashMap<>();
  private final Map<String, String> namesByPattern = new HashMap<>();

  /**
   * Reads the servlets that there are so far, since a server may initialize filters as late as at
   * the first request.
   *
   * @throws ServletException if what one says makes no sense
   */
  public static void check(ServletContext context) throws ServletException {
    new ActionServletFilter().read(context);
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    read(config.getServletContext());
    tellOfUnknown(config.getServletContext());
  }

  /** Whoever has annotated a servlet is to learn that nobody has seen it. */
  private static void tellOfUnknown(ServletContext context) {
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      String type = servlet.getClassName();
      if (type != null && load(context, type).isEmpty()) {
        LOGGER.log(
            Level.WARNING,
            "the servlet `{0}` is of the class `{1}`, which the application''s class loader does not"
                + " find or cannot link: it is taken for one of the server''s own, and annotations"
                + " that it may have are not held; put the class where the application finds it",
            servlet.getName(),
            type);
      }
    }
  }

  private void read(ServletContext context) throws ServletException {
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      servlet.getMappings().forEach(pattern -> namesByPattern.put(pattern, servlet.getName()));
      try {
        load(context, servlet.getClassName())
            .flatMap(GuardedServlet::of)
            .ifPresent(guarded -> byName.put(servlet.getName(), guarded));
      } catch (IllegalArgumentException e) {
        throw new ServletException(e.getMessage(), e);
      }
    }
  }

  /** A servlet's class; the server's own servlets are none that an application has annotated. */
  private static Optional<Class<?>> load(ServletContext context, @Nullable String name) {
    if (name == null) { // a page
      return Optional.empty();
    }
    // An embedded Jetty names no class loader of the application's.
    return load(name, context.getClassLoader())
        .or(() -> load(name, Thread.currentThread().getContextClassLoader()))
        .or(() -> load(name, ActionServletFilter.class.getClassLoader()));
  }

  private static Optional<Class<?>> load(String name, @Nullable ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError elsewhere) {
      return Optional.empty();
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Answer> refusal =
        request instanceof HttpServletRequest http && !byName.isEmpty()
            ? refusal(http)
            : Optional.empty();
    if (refusal.isEmpty()) {
      chain.doFilter(request, response);
    } else if (request.getDispatcherType() == DispatcherType.INCLUDE || response.isCommitted()) {
      // Inside an answer that others have begun, nothing but an exception stops it.
      throw new ServletException("a dispatch was denied; the audit event says why");
    } else if (response instanceof HttpServletResponse answer) {
      refusal.get().write(answer);
    }
  }

  private Optional<Answer> refusal(HttpServletRequest request) throws IOException {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      return Optional.empty(); // the page about what was refused
    }
    boolean included = request.getDispatcherType() == DispatcherType.INCLUDE;
    String path =
        included
            ? text(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH))
            : request.getServletPath();
    String info =
        text(
            included
                ? request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO)
                : request.getPathInfo());
    // Not every server names the servlet that is included.
    GuardedServlet servlet =
        byName.get(included ? name(path, info) : request.getHttpServletMapping().getServletName());
    return servlet == null ? Optional.empty() : servlet.refusal(request, path + info);
  }

  /** The name of the servlet that a path belongs to: Servlet 6.0, 12.1. */
  private String name(String path, String info) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String[] patterns =
        info.isEmpty()
            ? new String[] {
              path, path + "/*", "*" + last.substring(Math.max(0, last.lastIndexOf('.'))), "/"
            }
            : new String[] {path + "/*"};
    for (String pattern : patterns) {
      String name = namesByPattern.get(pattern);
      if (name != null) {
        return name;
      }
    }
    return "";
  }

  private static String text(@Nullable Object part) {
    return part instanceof String text ? text : "";
  }
}

package io.ostiary.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door. {@link #register} puts it first, for every path, with all dispatcher types and with
 * support for asynchronous requests. It finds its {@link Pass} in the servlet context, under {@link
 * #PASS}, where it must stand before the filter is initialized: without it the application does not
 * start.
 */
public final class OstiaryFilter implements Filter {

  /** The request attribute that holds the verified caller, an {@code IamPrincipal}. */
  public static final String CALLER = "io.ostiary.caller";

  /** The servlet context's attribute that holds the {@link Pass}. */
  public static final String PASS = "io.ostiary.filter.Pass";

  /**
   * The servlet context's attribute that is true where an operator wants no doorkeeper for an
   * application, on a server that has one for all the others.
   */
  public static final String UNSECURED = "io.ostiary.filter.unsecured";

  /**
   * What Jetty puts in front of all filters, ours included, as soon as an application has a
   * WebSocket endpoint; unless there is a filter of this name already.
   */
  private static final List<String> JETTYS_WEB_SOCKETS =
      List.of(
          "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter",
          "org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter");

  /**
   * Open Liberty hands a request whose target is {@code *} to a servlet that is mapped to {@code
   * /*}, but to no filter that is mapped so. To other servers the pattern {@code *} is an error.
   */
  private static final String LIBERTY = "Liberty";

  private @Nullable Pass pass;

  /**
   * Puts the door in front of an application that is being started.
   *
   * @return false if the application has a filter of this name already, of which nothing is known
   */
  public static boolean register(ServletContext context) {
    FilterRegistration.Dynamic filter =
        context.addFilter(OstiaryFilter.class.getName(), OstiaryFilter.class);
    if (filter == null) {
      return false;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    if (String.valueOf(context.getServerInfo()).contains(LIBERTY)) {
      filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "*");
    }
    for (String name : JETTYS_WEB_SOCKETS) {
      registerBehind(context, name);
    }
    return true;
  }

  private static void registerBehind(ServletContext context, String name) {
    try {
      Class.forName(name, false, context.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return; // another server, or one without WebSockets
    }
    FilterRegistration.Dynamic filter = context.addFilter(name, name);
    if (filter != null) {
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    if (!(config.getServletContext().getAttribute(PASS) instanceof Pass wired)) {
      throw new ServletException(
          "nothing wired Ostiary for this application: the servlet context has no attribute `%s`;"
                  .formatted(PASS)
              + " put the runtime module into WEB-INF/lib or set it before filters start");
    }
    pass = wired;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Pass wired = pass;
    if (wired == null
        || !(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException(
          "Ostiary lets nothing in: it is not initialized, or this is not HTTP");
    }
    wired.admit(http, answer, chain);
  }

  /** Lets go of everything; nobody is let in any more. */
  @Override
  public void destroy() {
    pass = null;
  }
}

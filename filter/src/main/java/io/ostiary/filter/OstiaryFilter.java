package io.ostiary.filter;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The door. Register it first, for every path, with all dispatcher types and with support for
 * asynchronous requests. It finds its {@link Pass} in the servlet context, under {@link #PASS},
 * where it must stand before the filter is initialized: without it the application does not start.
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

  private @Nullable Pass pass;

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
}

package io.ostiary.filter.site;

import io.ostiary.filter.OstiaryFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, with its defaults. */
record JettyServer(org.eclipse.jetty.server.Server jetty) implements Server {

  static Server start(Site site, String contextPath, List<Filter> before) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    context.setAttribute(Site.attribute(), site.pass());
    before.forEach(filter -> add(context, filter, EnumSet.of(DispatcherType.REQUEST)));
    add(context, new OstiaryFilter(), EnumSet.allOf(DispatcherType.class));
    Application.servlets(site)
        .forEach(
            (path, servlet) -> {
              ServletHolder holder = new ServletHolder(servlet);
              holder.setAsyncSupported(true);
              context.addServlet(holder, path);
            });
    org.eclipse.jetty.server.Server jetty =
        new org.eclipse.jetty.server.Server(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    jetty.setHandler(context);
    jetty.start();
    return new JettyServer(jetty);
  }

  private static void add(
      ServletContextHandler context, Filter filter, Set<DispatcherType> dispatches) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.copyOf(dispatches));
  }

  @Override
  public int port() {
    return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}

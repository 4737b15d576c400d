package io.ostiary.filter.site;

import io.ostiary.filter.OstiaryFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Jetty, with its defaults, HTTP/2 and WebSockets. */
record JettyServer(org.eclipse.jetty.server.Server jetty) implements Server {

  static Server start(Site site, String contextPath, List<Filter> before) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
    context.setAttribute(Site.attribute(), site.pass());
    JettyWebSocketServletContainerInitializer.configure(
        context,
        (servlets, sockets) ->
            sockets.addMapping("/sockets/*", (asked, answered) -> new Telling(site)));
    context.addServletContainerInitializer(
        (classes, servlets) -> {
          before.forEach(filter -> add(servlets, filter));
          OstiaryFilter.register(servlets);
        });
    Application.servlets(site)
        .forEach(
            (path, servlet) -> {
              ServletHolder holder = new ServletHolder(servlet);
              holder.setAsyncSupported(true);
              context.addServlet(holder, path);
            });
    org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server();
    HttpConfiguration configuration = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            jetty,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    jetty.setHandler(context);
    jetty.start();
    return new JettyServer(jetty);
  }

  private static void add(ServletContext servlets, Filter filter) {
    FilterRegistration.Dynamic before = servlets.addFilter("before" + filter, filter);
    before.setAsyncSupported(true);
    before.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
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

  /** By Jetty's own interface, whose filter is the same as for Jakarta's. */
  public static final class Telling implements Session.Listener.AutoDemanding {
    private final Site site;

    Telling(Site site) {
      this.site = site;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      site.reached.add("socket " + session.getUpgradeRequest().getRequestURI().getPath());
      session.sendText(
          "PROTECTED from " + session.getUpgradeRequest().getUserPrincipal(), Callback.NOOP);
    }
  }
}

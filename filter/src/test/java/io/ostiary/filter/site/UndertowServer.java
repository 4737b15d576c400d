package io.ostiary.filter.site;

import io.ostiary.filter.OstiaryFilter;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** Undertow, WildFly's container. */
record UndertowServer(Undertow undertow, DeploymentManager manager) implements Server {

  static Server start(Site site, String contextPath, List<Filter> before) throws Exception {
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowServer.class.getClassLoader())
            .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
            .setDeploymentName("site")
            .addServletContextAttribute(Site.attribute(), site.pass());
    info.addErrorPage(Servlets.errorPage("/public/error", 451));
    for (int i = 0; i < before.size(); i++) {
      add(info, "before" + i, before.get(i));
    }
    add(info, "ostiary", new OstiaryFilter());
    for (Map.Entry<String, HttpServlet> servlet : Application.servlets(site).entrySet()) {
      info.addServlet(
          Servlets.servlet(
                  "servlet" + servlet.getKey(),
                  servlet.getValue().getClass(),
                  new ImmediateInstanceFactory<>(servlet.getValue()))
              .addMapping(servlet.getKey())
              .setAsyncSupported(true));
    }
    info.addServletContextAttribute(
        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
        new WebSocketDeploymentInfo()
            .setBuffers(new DefaultByteBufferPool(false, 8 * 1024))
            .addEndpoint(Sockets.endpoint(site)));
    DeploymentManager manager = Servlets.newContainer().addDeployment(info);
    manager.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true) // as WildFly has it
            .setIoThreads(2)
            .setWorkerThreads(4)
            .setHandler(
                Handlers.path()
                    .addPrefixPath(contextPath.isEmpty() ? "/" : contextPath, manager.start()))
            .build();
    undertow.start();
    return new UndertowServer(undertow, manager);
  }

  private static void add(DeploymentInfo info, String name, Filter filter) {
    info.addFilter(
        Servlets.filter(name, filter.getClass(), new ImmediateInstanceFactory<>(filter))
            .setAsyncSupported(true));
    for (DispatcherType type : DispatcherType.values()) {
      if (!name.startsWith("before") || type == DispatcherType.REQUEST) {
        info.addFilterUrlMapping(name, "/*", type);
      }
    }
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    try {
      manager.stop();
    } catch (ServletException failure) {
      throw new IllegalStateException(failure);
    }
    undertow.stop();
  }
}

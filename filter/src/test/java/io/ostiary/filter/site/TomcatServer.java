package io.ostiary.filter.site;

import io.ostiary.filter.OstiaryFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * Tomcat with HTTP/2 and WebSockets, and its defaults but for when it asks a waiting client to go
 * on.
 */
record TomcatServer(Tomcat tomcat) implements Server {

  static Server start(Site site, String contextPath, List<Filter> before) throws Exception {
    Path base = Files.createDirectories(site.directory.resolve("tomcat"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("continueResponseTiming", "onRead");
    connector.addUpgradeProtocol(new Http2Protocol());
    Context context = tomcat.addContext(contextPath, base.toString());
    context.getServletContext().setAttribute(Site.attribute(), site.pass());
    for (int i = 0; i < before.size(); i++) {
      add(context, "before" + i, before.get(i));
    }
    add(context, "ostiary", new OstiaryFilter());
    for (Map.Entry<String, HttpServlet> servlet : Application.servlets(site).entrySet()) {
      String name = "servlet" + servlet.getKey();
      Wrapper wrapper = Tomcat.addServlet(context, name, servlet.getValue());
      wrapper.setAsyncSupported(true);
      wrapper.addMapping(servlet.getKey());
    }
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer(
        (classes, servlets) -> Sockets.deploy(servlets, site), Set.of());
    tomcat.start();
    return new TomcatServer(tomcat);
  }

  private static void add(Context context, String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      if (!name.startsWith("before") || type == DispatcherType.REQUEST) {
        map.setDispatcher(type.name());
      }
    }
    context.addFilterMap(map);
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

package io.ostiary.filter.site;

import jakarta.servlet.Filter;
import java.util.List;

/** A servlet container in this process, with the door in front of the application's servlets. */
public interface Server extends AutoCloseable {

  int port();

  @Override
  void close();

  /** The containers, by name. */
  enum Kind {
    UNDERTOW,
    TOMCAT,
    JETTY;

    /**
     * Starts one.
     *
     * @param before filters in front of the door
     */
    public Server start(Site site, String contextPath, List<Filter> before) throws Exception {
      return switch (this) {
        case UNDERTOW -> UndertowServer.start(site, contextPath, before);
        case TOMCAT -> TomcatServer.start(site, contextPath, before);
        case JETTY -> JettyServer.start(site, contextPath, before);
      };
    }
  }
}

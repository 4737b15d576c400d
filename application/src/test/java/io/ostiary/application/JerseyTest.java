package io.ostiary.application;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Nested;

/** Jersey, wherever it runs. */
class JerseyTest {

  /** The framework, for any container. */
  abstract static class Jersey extends RestContract {
    @Override
    ServletRegistration.Dynamic framework(ServletContext context) {
      return context.addServlet(
          "jersey", new ServletContainer(new ResourceConfig(Set.copyOf(RESOURCES))));
    }
  }

  @Nested
  class OnUndertow extends Jersey {
    @Override
    Container container() {
      return Container.UNDERTOW;
    }
  }

  @Nested
  class OnTomcat extends Jersey {
    @Override
    Container container() {
      return Container.TOMCAT;
    }
  }

  @Nested
  class OnJetty extends Jersey {
    @Override
    Container container() {
      return Container.JETTY;
    }
  }
}

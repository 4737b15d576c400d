package io.ostiary.application;

import org.junit.jupiter.api.Nested;

/** Annotated servlets, wherever they run. */
class ServletTest {

  @Nested
  class OnUndertow extends ServletContract {
    @Override
    Container container() {
      return Container.UNDERTOW;
    }
  }

  @Nested
  class OnTomcat extends ServletContract {
    @Override
    Container container() {
      return Container.TOMCAT;
    }
  }

  @Nested
  class OnJetty extends ServletContract {
    @Override
    Container container() {
      return Container.JETTY;
    }
  }
}

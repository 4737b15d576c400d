package io.ostiary.filter;

import io.ostiary.filter.site.Server;

class JettyPassTest extends PassContract {
  @Override
  Server.Kind kind() {
    return Server.Kind.JETTY;
  }
}

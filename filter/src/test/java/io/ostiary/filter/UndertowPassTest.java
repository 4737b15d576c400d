package io.ostiary.filter;

import io.ostiary.filter.site.Server;

class UndertowPassTest extends PassContract {
  @Override
  Server.Kind kind() {
    return Server.Kind.UNDERTOW;
  }
}

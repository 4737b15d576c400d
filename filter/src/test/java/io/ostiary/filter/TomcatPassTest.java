package io.ostiary.filter;

import io.ostiary.filter.site.Server;

class TomcatPassTest extends PassContract {
  @Override
  Server.Kind kind() {
    return Server.Kind.TOMCAT;
  }
}

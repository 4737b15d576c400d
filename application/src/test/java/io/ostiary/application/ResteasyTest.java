package io.ostiary.application;

import static java.util.stream.Collectors.joining;

import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.ServletInfo;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;

class ResteasyTest extends RestContract {
  @Override
  ServletInfo framework() {
    return Servlets.servlet("resteasy", HttpServletDispatcher.class)
        .addInitParam(
            "resteasy.resources", RESOURCES.stream().map(Class::getName).collect(joining(",")));
  }
}

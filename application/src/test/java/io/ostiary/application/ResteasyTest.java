package io.ostiary.application;

import static java.util.stream.Collectors.joining;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;

class ResteasyTest extends RestContract {
  @Override
  ServletRegistration.Dynamic framework(ServletContext context) {
    ServletRegistration.Dynamic resteasy =
        context.addServlet("resteasy", HttpServletDispatcher.class);
    resteasy.setInitParameter(
        "resteasy.resources", RESOURCES.stream().map(Class::getName).collect(joining(",")));
    return resteasy;
  }

  @Override
  Container container() {
    return Container.UNDERTOW;
  }
}

package io.ostiary.application;

import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

class JerseyTest extends RestContract {
  @Override
  ServletInfo framework() {
    ServletContainer jersey = new ServletContainer(new ResourceConfig(Set.copyOf(RESOURCES)));
    return Servlets.servlet(
        "jersey", ServletContainer.class, new ImmediateInstanceFactory<>(jersey));
  }
}

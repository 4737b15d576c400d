package io.ostiary.filter.site;

import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The application's WebSockets, under {@code /sockets}: whoever opens one is told a secret. */
final class Sockets {
  private Sockets() {}

  static ServerEndpointConfig endpoint(Site site) {
    return ServerEndpointConfig.Builder.create(Telling.class, "/sockets/{kind}/{name}")
        .configurator(
            new ServerEndpointConfig.Configurator() {
              @Override
              public <T> T getEndpointInstance(Class<T> type) {
                return type.cast(new Telling(site));
              }
            })
        .build();
  }

  static void deploy(ServletContext context, Site site) {
    ServerContainer container =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(endpoint(site));
    } catch (DeploymentException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Must never be reached by someone who is not let in. */
  public static final class Telling extends Endpoint {
    private final Site site;

    Telling(Site site) {
      this.site = site;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      site.reached.add("socket " + session.getRequestURI().getPath());
      try {
        session.getBasicRemote().sendText("PROTECTED from " + session.getUserPrincipal());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}

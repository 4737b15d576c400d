package io.ostiary.depot;

import io.ostiary.realm.directory.CanonicalIds;
import io.ostiary.realm.directory.ResourcePolicies;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** Depot alone, without Ostiary's filter, on a free port. */
final class RunningDepot implements AutoCloseable {
  private final DeploymentManager deployment;
  private final Undertow server;

  private RunningDepot(DeploymentManager deployment, Undertow server) {
    this.deployment = deployment;
    this.server = server;
  }

  /** Starts Depot with its objects under {@code data}. */
  static RunningDepot start(Path data) {
    System.setProperty("ostiary.data", data.toString());
    DeploymentInfo depot =
        Servlets.deployment()
            .setClassLoader(RunningDepot.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("depot")
            .addServletContextAttribute(ResourcePolicies.class.getName(), new PoliciesInMemory())
            .addServletContextAttribute(CanonicalIds.class.getName(), new IdsInMemory())
            .addServlet(
                Servlets.servlet("depot", DepotServlet.class).addMapping("/*").setLoadOnStartup(1))
            .addServlet(Servlets.servlet("pages", PagesServlet.class).addMapping("/ui/*"));
    DeploymentManager deployment = Servlets.defaultContainer().addDeployment(depot);
    try {
      deployment.deploy();
      HttpHandler handler = deployment.start();
      Undertow server =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1", handler)
              .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
              .build();
      server.start();
      return new RunningDepot(deployment, server);
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
  }

  @Override
  public void close() {
    server.stop();
    try {
      deployment.stop();
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    deployment.undeploy();
  }
}

package io.ostiary.runtime;

import io.undertow.Undertow;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The tutorial's application, a servlet that knows nothing of security, on an Undertow. */
final class Records implements AutoCloseable {

  /** What reached the application: method, path, caller. */
  static final List<String> REACHED = new CopyOnWriteArrayList<>();

  private final Undertow server;
  private final DeploymentManager deployment;

  private Records(Undertow server, DeploymentManager deployment) {
    this.server = server;
    this.deployment = deployment;
  }

  /** The application. */
  static final class RecordsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      REACHED.add(
          "%s %s %s"
              .formatted(request.getMethod(), request.getPathInfo(), request.getRemoteUser()));
      response.getWriter().print("record");
    }
  }

  /** Starts it with the files below a folder and with these settings. */
  static Records start(Path folder, Map<String, String> settings) throws ServletException {
    return start(0, folder, settings, null);
  }

  /** The same at a port that was chosen. */
  static Records startAt(int port, Path folder, Map<String, String> settings)
      throws ServletException {
    return start(port, folder, settings, null);
  }

  /** The same, over TLS too. */
  static Records startSecure(Path folder, Map<String, String> settings, SSLContext tls)
      throws ServletException {
    return start(0, folder, settings, tls);
  }

  private static Records start(
      int port, Path folder, Map<String, String> settings, @Nullable SSLContext tls)
      throws ServletException {
    REACHED.clear();
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(Records.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("records.war")
            .setResourceManager(new PathResourceManager(folder))
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(OstiaryInitializer.class, Set.of()))
            .addServlet(Servlets.servlet("records", RecordsServlet.class).addMapping("/*"));
    settings.forEach(application::addInitParameter);
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    Undertow.Builder builder =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(deployment.start())
            .setIoThreads(1)
            .setWorkerThreads(4);
    if (tls != null) {
      builder.addHttpsListener(0, "127.0.0.1", tls);
    }
    Undertow server = builder.build();
    server.start();
    return new Records(server, deployment);
  }

  int port() {
    return port(0);
  }

  int securePort() {
    return port(1);
  }

  private int port(int listener) {
    return ((InetSocketAddress) server.getListenerInfo().get(listener).getAddress()).getPort();
  }

  @Override
  public void close() throws ServletException {
    server.stop();
    deployment.stop();
    deployment.undeploy();
  }
}

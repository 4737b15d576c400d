package io.ostiary.application;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A container of servlets, with its defaults, in the test's own process. */
enum Container {
  UNDERTOW {
    @Override
    Running start(ServletContainerInitializer application, Path directory) throws Exception {
      DeploymentInfo info =
          Servlets.deployment()
              .setClassLoader(Container.class.getClassLoader())
              .setContextPath("/")
              .setDeploymentName("handbook")
              .addServletContainerInitializer(
                  new ServletContainerInitializerInfo(
                      application.getClass(),
                      new ImmediateInstanceFactory<>(application),
                      Set.of()));
      DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
      deployment.deploy();
      Undertow server =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1")
              .setIoThreads(1)
              .setWorkerThreads(4)
              .setHandler(deployment.start())
              .build();
      server.start();
      int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
      return new Running(
          port,
          () -> {
            server.stop();
            deployment.stop();
            deployment.undeploy();
          });
    }
  },
  TOMCAT {
    @Override
    Running start(ServletContainerInitializer application, Path directory) throws Exception {
      Path base = Files.createDirectories(directory.resolve("tomcat"));
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(base.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      Context context = tomcat.addContext("", base.toString());
      context.addServletContainerInitializer(application, Set.of());
      tomcat.start();
      return new Running(
          tomcat.getConnector().getLocalPort(),
          () -> {
            tomcat.stop();
            tomcat.destroy();
          });
    }
  },
  JETTY {
    @Override
    Running start(ServletContainerInitializer application, Path directory) throws Exception {
      ServletContextHandler context = new ServletContextHandler();
      context.setContextPath("/");
      context.addServletContainerInitializer(application);
      Server jetty = new Server();
      ServerConnector connector = new ServerConnector(jetty);
      connector.setHost("127.0.0.1");
      jetty.addConnector(connector);
      jetty.setHandler(context);
      jetty.start();
      return new Running(connector.getLocalPort(), jetty::stop);
    }
  };

  /** Ends a container. */
  interface Stopping {
    void stop() throws Exception;
  }

  /** One that runs. */
  record Running(int port, Stopping stopping) {}

  /** Starts one at a free port of this machine. */
  abstract Running start(ServletContainerInitializer application, Path directory) throws Exception;
}

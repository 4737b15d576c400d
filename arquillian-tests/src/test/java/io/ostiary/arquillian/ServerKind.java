package io.ostiary.arquillian;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server that people use, as its makers ship it: how it is laid out, started, and told ready. */
enum ServerKind {
  WILDFLY("WildFly 39", "WFLYSRV0025", "WFLYSRV0026"),
  TOMCAT("Tomcat 11", "Server startup in", "SEVERE: "),
  TOMEE("TomEE 9", "Server startup in", "SEVERE: "),
  JETTY("Jetty 12.1", "Started oejs.Server", "FAILED ");

  /** As the documentation calls it. */
  final String title;

  /** What its log says when all applications are there, or have failed. */
  final String started;

  /** What its log says of an application that did not start. */
  final String failed;

  ServerKind(String title, String started, String failed) {
    this.title = title;
    this.started = started;
    this.failed = failed;
  }

  /** Where the build has put it, the same for all runs; nobody writes here. */
  Path home() {
    return Path.of(System.getProperty(name().toLowerCase(Locale.ROOT) + ".home"));
  }

  /** Where one run's server finds applications. */
  Path applications(Path base) {
    return this == WILDFLY ? base.resolve("deployments") : base.resolve("webapps");
  }

  /** Lays out a folder of its own for one run, on a port of this machine. */
  void prepare(Path home, Path base, int port) throws IOException, InterruptedException {
    switch (this) {
      case WILDFLY ->
          Folders.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
      case TOMCAT, TOMEE -> {
        Folders.copy(home.resolve("conf"), base.resolve("conf"));
        Path xml = base.resolve("conf/server.xml");
        Files.writeString(
            xml,
            Files.readString(xml)
                .replace("port=\"8005\"", "port=\"-1\"")
                .replaceFirst(
                    "<Connector port=\"8080\"",
                    "<Connector address=\"127.0.0.1\" port=\"" + port + "\""));
        Files.createDirectories(base.resolve("temp"));
        Files.createDirectories(base.resolve("logs"));
      }
      case JETTY ->
          new ProcessBuilder(
                  ServerProcess.java(),
                  "-jar",
                  home.resolve("start.jar").toString(),
                  "jetty.base=" + base,
                  "--add-modules=http,ee10-deploy,ee10-annotations")
              .redirectErrorStream(true)
              .redirectOutput(base.resolve("modules.log").toFile())
              .start()
              .waitFor();
    }
    Files.createDirectories(applications(base));
  }

  /** What starts it, in the foreground. */
  List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    List<String> command = new ArrayList<>(List.of(ServerProcess.java(), "-Xmx512m"));
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    switch (this) {
      case WILDFLY ->
          command.addAll(
              List.of(
                  "-Djboss.home.dir=" + home,
                  "-Djboss.server.base.dir=" + base,
                  "-Djboss.bind.address=127.0.0.1",
                  "-Djboss.bind.address.management=127.0.0.1",
                  "-Djboss.http.port=" + port,
                  "-Djboss.https.port=0",
                  "-Djboss.management.http.port=0",
                  "-Djboss.management.https.port=0",
                  "-Dlogging.configuration=file:"
                      + base.resolve("configuration/logging.properties"),
                  "-Dorg.jboss.boot.log.file=" + base.resolve("server.log"),
                  "-jar",
                  home.resolve("jboss-modules.jar").toString(),
                  "-mp",
                  home.resolve("modules").toString(),
                  "org.jboss.as.standalone"));
      case TOMCAT, TOMEE ->
          command.addAll(
              List.of(
                  "-Dcatalina.home=" + home,
                  "-Dcatalina.base=" + base,
                  "-Djava.io.tmpdir=" + base.resolve("temp"),
                  "-cp",
                  home.resolve("bin/bootstrap.jar")
                      + File.pathSeparator
                      + home.resolve("bin/tomcat-juli.jar"),
                  "org.apache.catalina.startup.Bootstrap",
                  "start"));
      case JETTY ->
          command.addAll(
              List.of(
                  "-jar",
                  home.resolve("start.jar").toString(),
                  "jetty.base=" + base,
                  "jetty.http.host=127.0.0.1",
                  "jetty.http.port=" + port));
    }
    return command;
  }
}

package io.ostiary.arquillian;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** A server that people use, as its makers ship it. */
@SuppressWarnings("ImmutableEnumChecker") // a launch only knows its files' names
enum ServerKind {
  WILDFLY("WildFly 39", new WildFlyLaunch()),
  TOMCAT("Tomcat 11", new CatalinaLaunch()),
  JETTY("Jetty 12.1", new JettyLaunch()),
  TOMEE("TomEE 9", new CatalinaLaunch()),
  WILDFLY_38("WildFly 38", new WildFlyLaunch("wildfly-38.cli")),
  LIBERTY("Open Liberty", new LibertyLaunch()),
  PAYARA("Payara Micro", new PayaraLaunch()),
  GLASSFISH("GlassFish", new GlassFishLaunch());

  /** As the documentation calls it. */
  final String title;

  final Launch launch;

  ServerKind(String title, Launch launch) {
    this.title = title;
    this.launch = launch;
  }

  /** Those of {@code -Dservers}. */
  static Stream<ServerKind> underTest() {
    return Arrays.stream(System.getProperty("servers").split(",", -1)).map(ServerKind::valueOf);
  }

  /** Where the build has put it, the same for all runs; nobody writes here. */
  Path home() {
    return Path.of(System.getProperty(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".home"));
  }

  /** Where one run's server finds applications. */
  Path applications(Path base) {
    return launch.applications(base);
  }

  /** What a server needs to be told, in one file beside the tests. */
  static Path configuration(String file) {
    return Path.of("src/test/resources/servers").resolve(file).toAbsolutePath();
  }
}

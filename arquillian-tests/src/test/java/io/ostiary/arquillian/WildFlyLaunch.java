package io.ostiary.arquillian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WildFly, with the configuration that its home has, or one that a script makes of it. */
final class WildFlyLaunch implements Launch {
  private static final String MANAGEMENT_PORT = "management.port";

  private final Optional<String> script;

  WildFlyLaunch() {
    this.script = Optional.empty();
  }

  /**
   * With a script of {@link ServerKind#configuration}.
   *
   * @param script for {@code jboss-cli.sh}, which starts the server inside itself
   */
  WildFlyLaunch(String script) {
    this.script = Optional.of(script);
  }

  @Override
  public String started() {
    return "WFLYSRV0025";
  }

  @Override
  public String failed() {
    return "WFLYSRV0026";
  }

  @Override
  public Path applications(Path base) {
    return base.resolve("deployments");
  }

  @Override
  public void prepare(Path home, Path base, int port) throws IOException, InterruptedException {
    Folders.copy(home.resolve("standalone/configuration"), base.resolve("configuration"));
    Files.createDirectories(applications(base));
    Files.writeString(base.resolve(MANAGEMENT_PORT), Integer.toString(ServerProcess.freePort()));
    if (script.isPresent()) {
      cli(home, base, ServerKind.configuration(script.get()));
    }
  }

  private static int managementPort(Path base) {
    try {
      return Integer.parseInt(Files.readString(base.resolve(MANAGEMENT_PORT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI health(Path base, URI endpoint) {
    return URI.create("http://127.0.0.1:" + managementPort(base));
  }

  /** What {@code bin/jboss-cli.sh --file=…} runs, on the configuration of a run. */
  static void cli(Path home, Path base, Path script) throws IOException, InterruptedException {
    new Program(base, Map.of("JBOSS_HOME", home.toString()))
        .run(
            ServerProcess.java(),
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.cli",
            "--file=" + script)
        .succeeds();
  }

  @Override
  public List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    List<String> command = ServerProcess.java(properties);
    command.addAll(
        List.of(
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.bind.address.management=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=0",
            "-Djboss.management.http.port=" + managementPort(base),
            "-Djboss.management.https.port=0",
            "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"),
            "-Dorg.jboss.boot.log.file=" + base.resolve("server.log"),
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone"));
    return command;
  }
}

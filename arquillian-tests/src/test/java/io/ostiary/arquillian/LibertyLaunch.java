package io.ostiary.arquillian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty, with the features of {@code servers/liberty.xml}. */
final class LibertyLaunch implements Launch {
  private static final String SERVER = "doors";

  @Override
  public String started() {
    return "CWWKF0011I";
  }

  @Override
  public String failed() {
    return "CWWKZ0002E";
  }

  private static Path server(Path base) {
    return base.resolve("servers").resolve(SERVER);
  }

  @Override
  public Path applications(Path base) {
    return server(base).resolve("apps");
  }

  @Override
  public void prepare(Path home, Path base, int port) throws IOException {
    Files.createDirectories(applications(base));
    Files.copy(ServerKind.configuration("liberty.xml"), server(base).resolve("server.xml"));
    Files.writeString(server(base).resolve("bootstrap.properties"), "http.port=" + port + "\n");
  }

  @Override
  public List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    List<String> command = ServerProcess.java(properties);
    command.addAll(
        List.of(
            "@" + home.resolve("lib/platform/java/java9.options"),
            "-jar",
            home.resolve("bin/tools/ws-server.jar").toString(),
            SERVER));
    return command;
  }

  @Override
  public Map<String, String> environment(Path base, Map<String, String> properties) {
    return Map.of("WLP_USER_DIR", base.toString(), "WLP_OUTPUT_DIR", base + "/servers");
  }
}

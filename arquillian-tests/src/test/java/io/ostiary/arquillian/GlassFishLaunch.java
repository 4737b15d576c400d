package io.ostiary.arquillian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * GlassFish, whose one domain is configured by the command of {@code servers/glassfish.asadmin}.
 */
final class GlassFishLaunch implements Launch {
  private static final String DOMAIN = "domain1";
  private static final String ADMIN_PORT = "admin.port";

  @Override
  public String started() {
    return "Total startup time";
  }

  @Override
  public String failed() {
    return "Exception while loading the app";
  }

  @Override
  public Path applications(Path base) {
    return base.resolve("deployments");
  }

  @Override
  public void prepare(Path home, Path base, int port) throws IOException {
    Files.createDirectories(applications(base));
    Folders.copy(home.resolve("glassfish/domains").resolve(DOMAIN), base.resolve(DOMAIN));
    int admin = ServerProcess.freePort();
    Files.writeString(base.resolve(ADMIN_PORT), Integer.toString(admin));
    Path xml = base.resolve(DOMAIN).resolve("config/domain.xml");
    Files.writeString(
        xml,
        Files.readString(xml)
            .replace("0.0.0.0", "127.0.0.1")
            .replace("type=\"EMBEDDED\"", "type=\"DISABLED\"")
            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\"")
            .replace("port=\"4848\"", "address=\"127.0.0.1\" port=\"" + admin + "\"")
            .replace("port=\"8181\"", "address=\"127.0.0.1\" port=\"0\" enabled=\"false\""));
  }

  @Override
  public List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    return asadmin(home, "start-domain", "--verbose", "--domaindir", base.toString(), DOMAIN);
  }

  /** Its Java is started by another, which hands on nothing but the environment. */
  @Override
  public Map<String, String> environment(Path base, Map<String, String> properties) {
    Map<String, String> environment = new HashMap<>();
    properties.forEach(
        (key, value) -> environment.put(key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }

  @Override
  public void deploy(Path home, Path base) throws IOException, InterruptedException {
    String port = Files.readString(base.resolve(ADMIN_PORT));
    for (String line : Files.readAllLines(ServerKind.configuration("glassfish.asadmin"))) {
      run(base, asadmin(home, arguments(port, line.split(" "))));
    }
    // With `/` the server's own security finds another context path than it knows.
    run(
        base,
        asadmin(
            home,
            arguments(
                port,
                "deploy",
                "--contextroot",
                "",
                applications(base).resolve("ROOT.war").toString())));
  }

  private static String[] arguments(String port, String... command) {
    List<String> all = new ArrayList<>(List.of("--interactive=false", "--port", port));
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private static void run(Path base, List<String> command)
      throws IOException, InterruptedException {
    new Program(base, Map.of()).run(command.toArray(String[]::new)).succeeds();
  }

  private static List<String> asadmin(Path home, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ServerProcess.java(), "-jar"));
    command.add(home.resolve("glassfish/lib/client/appserver-cli.jar").toString());
    command.addAll(List.of(arguments));
    return command;
  }
}

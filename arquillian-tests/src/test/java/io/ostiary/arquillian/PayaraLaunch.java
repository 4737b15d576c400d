package io.ostiary.arquillian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Payara Micro, which is one jar, with the commands of {@code servers/payara.asadmin}. */
final class PayaraLaunch implements Launch {

  @Override
  public String started() {
    return "ready in ";
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
  }

  @Override
  public List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    List<String> command = ServerProcess.java(properties);
    command.addAll(
        List.of(
            "-jar",
            home.resolve("payara-micro.jar").toString(),
            "--nocluster",
            "--port",
            Integer.toString(port),
            "--rootdir",
            base.resolve("root").toString(),
            "--prebootcommandfile",
            ServerKind.configuration("payara.asadmin").toString(),
            "--deploymentdir",
            applications(base).toString()));
    return command;
  }
}

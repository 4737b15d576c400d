package io.ostiary.arquillian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Jetty with HTTP/2, and Jakarta EE 10's servlets, annotations and WebSockets. */
final class JettyLaunch implements Launch {

  @Override
  public String started() {
    return "Started oejs.Server";
  }

  @Override
  public String failed() {
    return "FAILED ";
  }

  @Override
  public Path applications(Path base) {
    return base.resolve("webapps");
  }

  @Override
  public void prepare(Path home, Path base, int port) throws IOException, InterruptedException {
    new ProcessBuilder(
            ServerProcess.java(),
            "-jar",
            home.resolve("start.jar").toString(),
            "jetty.base=" + base,
            "--add-modules=http,http2c,ee10-deploy,ee10-annotations,ee10-websocket-jakarta")
        .redirectErrorStream(true)
        .redirectOutput(base.resolve("modules.log").toFile())
        .start()
        .waitFor();
    Files.createDirectories(applications(base));
  }

  @Override
  public List<String> command(Path home, Path base, int port, Map<String, String> properties) {
    List<String> command = ServerProcess.java(properties);
    command.addAll(
        List.of(
            "-jar",
            home.resolve("start.jar").toString(),
            "jetty.base=" + base,
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + port));
    return command;
  }
}

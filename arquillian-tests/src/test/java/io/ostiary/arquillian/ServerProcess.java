package io.ostiary.arquillian;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server as a process of its own, with applications in it, on a free port of this machine. */
final class ServerProcess implements AutoCloseable {
  private static final int LONGEST_START_SECONDS = 300;

  private final ServerKind kind;
  private final Path base;
  private final int port;
  private final Process process;

  private ServerProcess(ServerKind kind, Path base, int port, Process process) {
    this.kind = kind;
    this.base = base;
    this.port = port;
    this.process = process;
  }

  /** What a test does to the folder of its server before the start. */
  interface Preparation {
    void prepare(Path base) throws IOException, InterruptedException;
  }

  /** Starts one as its makers ship it. */
  static ServerProcess start(
      ServerKind kind, Path base, Map<String, String> properties, Preparation preparation)
      throws IOException, InterruptedException {
    return start(kind, kind.home(), base, properties, preparation);
  }

  /**
   * Starts it and waits until its applications are there.
   *
   * @param home where it is installed
   * @param base a folder that does not exist yet
   */
  static ServerProcess start(
      ServerKind kind,
      Path home,
      Path base,
      Map<String, String> properties,
      Preparation preparation)
      throws IOException, InterruptedException {
    Files.createDirectories(base);
    int port = freePort();
    kind.launch.prepare(home, base, port);
    preparation.prepare(base);
    ProcessBuilder builder =
        new ProcessBuilder(kind.launch.command(home, base, port, properties))
            .directory(base.toFile())
            .redirectErrorStream(true)
            .redirectOutput(base.resolve("output").toFile());
    builder.environment().putAll(kind.launch.environment(base, properties));
    ServerProcess server = new ServerProcess(kind, base, port, builder.start());
    try {
      server.awaitStart();
      kind.launch.deploy(home, base);
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The Java that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The same, with little memory and with system properties; arguments follow. */
  static List<String> java(Map<String, String> properties) {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    return command;
  }

  private void awaitStart() throws IOException, InterruptedException {
    for (int i = 0; i < LONGEST_START_SECONDS * 5 && process.isAlive(); i++) {
      String said = output();
      if (said.contains(kind.launch.started()) || said.contains(kind.launch.failed())) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException(kind + " did not start; it said:\n" + output());
  }

  String output() throws IOException {
    Path file = base.resolve("output");
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        : "";
  }

  Path base() {
    return base;
  }

  long pid() {
    return process.pid();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where it answers for MicroProfile Health, if it has that. */
  URI health() throws IOException {
    return kind.launch.health(base, endpoint());
  }

  @Override
  public void close() {
    // Some are started by a parent that outlives them for its exit code only.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

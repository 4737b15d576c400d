package io.ostiary.arquillian;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Depot as a process of its own: the bootable jar, {@code java -jar depot.jar}, as a user would
 * start it. It ends by {@code SIGKILL} and in no other way.
 */
final class BootableDepot implements AutoCloseable {
  private final Process process;
  private final Path server;
  private final Installation installation;

  private BootableDepot(Process process, Path server, Installation installation) {
    this.process = process;
    this.server = server;
    this.installation = installation;
  }

  /** Starts it on {@code port} with what it keeps in {@code data}; returns when it serves. */
  static BootableDepot start(Path data, int port) throws IOException {
    Path server = data.resolveSibling("server");
    delete(server);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1"); // it does not live long enough for more
    command.add("-Djboss.bind.address=127.0.0.1");
    command.add("-Djboss.http.port=" + port);
    command.add("-Dostiary.data=" + data);
    for (String passed :
        new String[] {
          "ostiary.account.id", "ostiary.root.access.key.id", "ostiary.root.secret.access.key"
        }) {
      command.add("-D" + passed + "=" + System.getProperty(passed));
    }
    command.addAll(List.of("-jar", System.getProperty("depot.jar"), "--install-dir=" + server));
    Process process =
        new ProcessBuilder(command)
            .directory(data.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    BootableDepot depot = new BootableDepot(process, server, Installation.on(port));
    try {
      depot.awaitStart();
    } catch (IOException | RuntimeException failure) {
      depot.close();
      throw failure;
    }
    return depot;
  }

  Installation installation() {
    return installation;
  }

  private void awaitStart() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains("WFLYSRV0025")) {
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "depot-output");
        drain.setDaemon(true);
        drain.start();
        return;
      }
      if (line.contains("WFLYSRV0026")) {
        break;
      }
    }
    throw new IllegalStateException("Depot did not start; it said:\n" + said);
  }

  /** {@code kill -9}. */
  void kill() throws IOException {
    process.destroyForcibly().onExit().join();
    delete(server);
  }

  @Override
  public void close() throws IOException {
    kill();
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

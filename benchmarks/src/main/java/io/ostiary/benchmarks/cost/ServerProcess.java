package io.ostiary.benchmarks.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@link GuardedServer}, from outside. */
final class ServerProcess implements AutoCloseable {
  /** Little enough that the collector's part is in every figure. */
  private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m");

  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;
  private final GuardedServer.Address address;

  private ServerProcess(Path folder, Process process) throws IOException {
    this.folder = folder;
    this.process = process;
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.address = read(GuardedServer.Address.class);
  }

  /**
   * Starts one on the same class path.
   *
   * @param options for its JVM besides
   */
  static ServerProcess start(List<String> options) throws IOException {
    Path folder = Files.createTempDirectory("ostiary-cost");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(GuardedServer.class.getName());
    command.add(folder.toString());
    return new ServerProcess(
        folder, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  int port() {
    return address.port();
  }

  List<Way> ways() {
    return address.ways();
  }

  /** What it has spent, once it has come to rest. */
  Spent spent() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(150); // the audit's last lines
    return ask("");
  }

  /** What it has spent while it does not count yet. */
  Spent warming() throws IOException {
    return ask(GuardedServer.WARM);
  }

  /** Says that from now on it counts. */
  void warm() throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(1);
    Spent unused = ask(GuardedServer.WARM);
  }

  private Spent ask(String line) throws IOException {
    to.write(line);
    to.write('\n');
    to.flush();
    return read(Spent.class);
  }

  private <T> T read(Class<T> type) throws IOException {
    String line = from.readLine();
    while (line != null && !line.startsWith("{")) { // what the JVM itself has to say
      line = from.readLine();
    }
    if (line == null) {
      throw new IOException("the server ended");
    }
    return json.readValue(line, type);
  }

  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

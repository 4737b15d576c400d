package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of this machine, run in a directory with an environment of its own: no AWS setting of
 * whoever runs the build reaches it.
 */
final class Program {
  private final Path directory;
  private final Map<String, String> environment;

  Program(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /** What one run printed, and how it ended. */
  record Outcome(List<String> command, int exit, String out, String err) {
    Outcome succeeds() {
      assertThat(exit).as("%s%nprinted%n%s%n%s", String.join(" ", command), out, err).isZero();
      return this;
    }

    Outcome fails() {
      assertThat(exit).as("%s%nprinted%n%s%n%s", String.join(" ", command), out, err).isNotZero();
      return this;
    }
  }

  /** Skips the test, and says why, where {@code name} is not on the path. */
  static void assumePresent(String name) {
    boolean present =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    if (!present) {
      System.out.printf("SKIPPED: `%s` is not on the path; install it to run this test%n", name);
    }
    Assumptions.assumeTrue(present, "`" + name + "` is not on the path; install it");
  }

  Outcome run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  Outcome run(List<String> command) throws IOException, InterruptedException {
    return answering("", command);
  }

  /** Runs it with an answer to what it asks. */
  Outcome answering(String answer, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(Program::couldInterfere);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((answer.isEmpty() ? "" : answer + '\n').getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      fail("no end after 3 minutes: " + String.join(" ", command));
    }
    return new Outcome(
        command,
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  static boolean couldInterfere(String variable) {
    String name = variable.toLowerCase(java.util.Locale.ROOT);
    return name.startsWith("aws_") || name.startsWith("boto") || name.endsWith("_proxy");
  }
}

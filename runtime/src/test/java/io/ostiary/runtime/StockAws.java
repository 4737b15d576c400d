package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Assumptions;

/**
 * The stock {@code aws} command, in a folder that is its home and at a server.
 *
 * @param home where it keeps the sessions that it was given, and finds none of other runs
 */
record StockAws(Path home, int port) {
  private static final String PATH = String.valueOf(System.getenv("PATH"));

  /** What one run printed, and how it ended. */
  record Outcome(int exit, String printed) {
    String succeeds() {
      assertThat(exit).as(printed).isZero();
      return printed;
    }

    String fails() {
      assertThat(exit).as(printed).isNotZero();
      return printed;
    }
  }

  /** Skips the test where there is none. */
  static void assumePresent() {
    boolean present =
        Arrays.stream(PATH.split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
    if (!present) {
      System.out.println("SKIPPED: `aws` is not on the path; install awscli to run this test");
    }
    Assumptions.assumeTrue(present, "`aws` is not on the path; install awscli");
  }

  /** Runs it, the words of the first text each an argument, the others whole. */
  Outcome run(Map<String, String> who, String words, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(words(words));
    command.addAll(List.of(more));
    return run("", who, command);
  }

  /**
   * The same with an answer to what it asks; away from any terminal, where it would ask instead.
   */
  Outcome answering(String answer, Map<String, String> who, String words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("setsid", "-w", "aws"));
    command.addAll(words(words));
    return run(answer + '\n', who, command);
  }

  /** Runs Python likewise. */
  Outcome python(Map<String, String> who, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    return run("", who, command);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    new StringTokenizer(text, " ").asIterator().forEachRemaining(word -> words.add((String) word));
    return words;
  }

  private Outcome run(String input, Map<String, String> who, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(key -> key.startsWith("AWS_"));
    environment.put("HOME", home.toString());
    environment.put("AWS_CONFIG_FILE", home.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port);
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_PAGER", "");
    environment.putAll(who);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), printed);
  }
}

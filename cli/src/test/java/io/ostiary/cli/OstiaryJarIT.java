package io.ostiary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jar, started as users start it. */
class OstiaryJarIT {
  private static final String JAR = System.getProperty("ostiary.jar", "target/ostiary.jar");
  private static final int LINES = Integer.getInteger("simulate.lines", 100_000);

  /** More policies than a small memory can keep compiled. */
  private static final int POLICIES = 5_000;

  private static ProcessBuilder ostiary(List<String> vm, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(vm);
    command.addAll(List.of("-jar", JAR));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return builder;
  }

  private static String question(int i) {
    int policy = i % 10 == 0 ? i % POLICIES : 0;
    String folder = "arn:aws:docs:::folder/" + policy + "/";
    return """
    {"id": %s, "request": {"principal": "arn:aws:iam::123456789012:user/alice", \
    "action": "docs:Read", "resource": {"arn": "%splan", "accountId": "123456789012"}, \
    "context": {"aws:SourceIp": "203.0.113.9"}}, "identityPolicies": [{"Version": "2012-10-17", \
    "Statement": [{"Effect": "%s", "Action": "docs:*", "Resource": "%s*", \
    "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}]}
    """
        .formatted(i, folder, i % 3 == 0 ? "Deny" : "Allow", folder);
  }

  private static String answer(int i) {
    String decision = i % 3 == 0 ? "ExplicitlyDenied" : "Allowed";
    return "{\"id\":" + i + ",\"decision\":\"" + decision + "\",\"by\":{\"type\":\"identity\",";
  }

  @Test
  void saysTheVersionOfTheBuild() throws Exception {
    Process process = ostiary(List.of(), "--version").start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .matches("ostiary \\d+\\.\\d+\\.\\d+.*\n");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void speaksUtf8AndEnglishWhateverTheLocale() throws Exception {
    List<String> turkish =
        List.of("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=ISO-8859-9");
    ProcessBuilder builder = ostiary(turkish, "simulate");
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write("{\"id\": \"ığ€\", \"İD\": 1}\n".getBytes(UTF_8));
    }
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .startsWith("{\"id\":\"ığ€\",\"decision\":\"Malformed\",\"findings\":[{\"message\":")
        .contains("unknown member `İD`");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void answersBeforeTheNextQuestionIsAsked() throws Exception {
    Process process = ostiary(List.of(), "simulate").start();
    try (BufferedWriter questions = writer(process);
        BufferedReader answers = reader(process)) {
      for (int i = 1; i < 4; i++) {
        questions.write(question(i));
        questions.flush();
        assertThat(answers.readLine()).startsWith(answer(i));
      }
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void complainsInOneLineWithoutAStackTrace() throws Exception {
    Process process = ostiary(List.of(), "test", "no-such-file.yaml").start();
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
        .isEqualTo("ostiary: there is no file `no-such-file.yaml`; check the name\n");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void aLongStreamNeedsLittleMemory() throws Exception {
    Process process =
        ostiary(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"), "simulate").start();
    Thread asking = new Thread(() -> ask(process));
    asking.start();
    try (BufferedReader answers = reader(process)) {
      for (int i = 0; i < LINES; i++) {
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith(answer(i))) {
          assertThat(answer).isEqualTo(answer(i));
        }
      }
      assertThat(answers.readLine()).isNull();
    }
    asking.join();
    assertThat(process.waitFor()).isZero();
  }

  private static void ask(Process process) {
    try (BufferedWriter questions = writer(process)) {
      for (int i = 0; i < LINES; i++) {
        questions.write(question(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedWriter writer(Process process) {
    return new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }
}

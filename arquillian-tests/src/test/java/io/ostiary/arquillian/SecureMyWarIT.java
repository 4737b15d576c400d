package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the page "Secure my WAR" as it is printed: each command of each server's section, in a
 * shell, with another port than 8080.
 */
class SecureMyWarIT {
  private static final Path PAGE = Path.of("../docs/how-to/secure-my-war.md");
  private static final String DONE = "every command of the page was run";
  private static final String ENDED = "the shell ended";
  private static final int LONGEST_START_SECONDS = 180;

  /** Where the page has what is done on a server. */
  private static final Map<ServerKind, String> SECTIONS =
      Map.of(
          ServerKind.WILDFLY, "WildFly",
          ServerKind.WILDFLY_38, "WildFly",
          ServerKind.TOMCAT, "Tomcat",
          ServerKind.TOMEE, "Tomcat",
          ServerKind.JETTY, "Jetty",
          ServerKind.LIBERTY, "Open Liberty",
          ServerKind.PAYARA, "Payara Micro",
          ServerKind.GLASSFISH, "GlassFish");

  private static final Set<ServerKind> JAR_IN_WAR =
      Set.of(ServerKind.LIBERTY, ServerKind.PAYARA, ServerKind.GLASSFISH);

  @TempDir Path folder;

  private Path directory = Path.of("");

  @BeforeAll
  static void needsTheClients() {
    Program.assumePresent("aws");
    Program.assumePresent("curl");
    Program.assumePresent("unzip");
  }

  @TestFactory
  Stream<DynamicTest> onEachServer() {
    return ServerKind.underTest()
        .map(kind -> DynamicTest.dynamicTest("on " + kind.title, () -> isTrue(kind)));
  }

  private void isTrue(ServerKind kind) throws Exception {
    directory = Files.createDirectories(folder.resolve(kind.name()));
    DoorsApplication.copyOstiary(directory.resolve("ostiary-runtime.jar"));
    copy(System.getProperty("wildfly.module"), "ostiary-wildfly.zip");
    copy(System.getProperty("ostiary.jar"), "ostiary.jar");
    copy(ServerKind.TOMCAT.home().resolve(WildFlyModuleIT.SOMEBODY_ELSES).toString(), "hello.war");
    byte[] before = Files.readAllBytes(directory.resolve("hello.war"));
    int port = ServerProcess.freePort();
    Map<String, String> environment = prepare(kind, port);
    Path script = directory.resolve("page.sh");
    Files.writeString(script, script(SECTIONS.get(kind), port));

    String output = run(script, environment);
    assertThat(output)
        .containsSubsequence(
            "MissingAuthenticationToken", "Sample Application Servlet", "sound     ", DONE)
        .doesNotContain("wrong     ");
    if (!JAR_IN_WAR.contains(kind)) {
      assertThat(Files.readAllBytes(directory.resolve("hello.war"))).isEqualTo(before);
    }
  }

  /** Does what has been done where somebody has the server already; says what is where. */
  private Map<String, String> prepare(ServerKind kind, int port) throws Exception {
    Path base = Files.createDirectories(directory.resolve("base"));
    Path home = kind.home();
    return switch (kind) {
      case WILDFLY, WILDFLY_38 -> wildFly(home, port);
      case TOMCAT, TOMEE -> {
        kind.launch.prepare(home, base, port);
        Files.createDirectories(base.resolve("lib"));
        yield Map.of(
            "CATALINA_HOME", home.toString(),
            "CATALINA_BASE", base.toString(),
            "JAVA_OPTS", "-Xmx512m");
      }
      case JETTY -> {
        Files.createDirectories(base.resolve("start.d"));
        Files.writeString(
            base.resolve("start.d/port.ini"), "jetty.http.host=127.0.0.1\njetty.http.port=" + port);
        yield Map.of("JETTY_HOME", home.toString(), "JETTY_BASE", base.toString());
      }
      case LIBERTY ->
          Map.of(
              "WLP_HOME", home.toString(),
              "WLP_USER_DIR", base.toString(),
              "JVM_ARGS", "-Xmx512m");
      case PAYARA -> Map.of("PAYARA_MICRO", home.resolve("payara-micro.jar").toString());
      case GLASSFISH -> {
        kind.launch.prepare(home, base, port);
        yield Map.of("GLASSFISH_HOME", home.toString(), "DOMAINS", base.toString());
      }
    };
  }

  private Map<String, String> wildFly(Path installed, int port) throws Exception {
    Path home = directory.resolve("wildfly");
    Folders.copy(installed, home);
    WildFlyModuleIT.asItShips(home, directory);
    return Map.of(
        "WILDFLY_HOME",
        home.toString(),
        "JAVA_OPTS",
        "-Xmx512m -Djboss.http.port=%d -Djboss.https.port=0 -Djboss.management.http.port=%d"
            .formatted(port, ServerProcess.freePort()));
  }

  private void copy(String file, String name) throws IOException {
    Files.copy(Path.of(file), directory.resolve(name));
  }

  /** The page's commands in the order of its steps; a reader waits between them by eye. */
  private static String script(String section, int port) throws IOException {
    List<String> steps = blocks("# Secure my WAR");
    List<String> ofServer = blocks("## " + section);
    assertThat(steps).hasSize(2);
    assertThat(ofServer).hasSize(2);
    String ready =
        """
        for i in $(seq %d); do
          code=$(curl -s -m 5 -o /dev/null -w '%%{http_code}' http://localhost:8080/hello/hello || true)
          [ "$code" != 401 ] || break
          [ -n "$(jobs -r)" ] || exit 1 # the server has ended
          sleep 1
        done
        """
            .formatted(LONGEST_START_SECONDS);
    return String.join(
            "\n",
            // Waits to be ended, with the server that it has started.
            "trap 'echo; echo " + ENDED + "; read -r _' EXIT",
            "set -eu",
            ofServer.get(0),
            steps.get(0),
            ofServer.get(1),
            ready,
            steps.get(1),
            "echo " + DONE)
        .replace("localhost:8080", "127.0.0.1:8080")
        .replace("8080", Integer.toString(port));
  }

  /** The shell's blocks beneath a heading, up to the next. */
  private static List<String> blocks(String heading) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    boolean beneath = false;
    for (String line : Files.readAllLines(PAGE)) {
      String text = line.strip();
      if (block == null && line.startsWith("#")) {
        beneath = line.equals(heading);
      } else if (beneath && text.equals("```sh")) {
        block = new StringBuilder();
      } else if (block != null && text.equals("```")) {
        blocks.add(block.toString().stripTrailing().stripIndent());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  private String run(Path script, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    builder.environment().keySet().removeIf(Program::couldInterfere);
    builder.environment().putAll(all);
    Process shell = builder.start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder output = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.equals(ENDED)) { // the server has the shell's output, too, and goes on
          break;
        }
      }
      return output.toString();
    } finally {
      stop(shell);
    }
  }

  private static void stop(Process shell) {
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }
}

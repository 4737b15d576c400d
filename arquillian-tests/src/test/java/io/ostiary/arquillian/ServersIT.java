package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One WAR, with the drop-in jar inside, on every server: the matrix of the documentation. A cell
 * that is not as the documentation says fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
  private static final Path DOCUMENTATION = Path.of("../docs/reference/servers.md");
  private static final List<ServerKind> SERVERS =
      List.of(ServerKind.WILDFLY, ServerKind.TOMCAT, ServerKind.JETTY, ServerKind.TOMEE);

  @TempDir static Path directory;

  private final Map<String, Map<ServerKind, Boolean>> matrix = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> everyWayOnEveryServer() {
    return SERVERS.stream().flatMap(kind -> on(kind).stream());
  }

  private List<DynamicTest> on(ServerKind kind) {
    ServerProcess[] server = new ServerProcess[1];
    DoorsVisitor[] visitor = new DoorsVisitor[1];
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(
        DynamicTest.dynamicTest(
            kind + " starts with the WAR",
            () -> {
              server[0] = start(kind);
              visitor[0] = new DoorsVisitor(installation(server[0]));
            }));
    for (String way : DoorsVisitor.WAYS) {
      tests.add(
          DynamicTest.dynamicTest(
              kind + ": " + way,
              () -> {
                Map<ServerKind, Boolean> row =
                    matrix.computeIfAbsent(way, w -> new EnumMap<>(ServerKind.class));
                row.put(kind, false);
                if (cannotBe(kind, way)) {
                  assertThatThrownBy(() -> visitor[0].go(way)).isInstanceOf(AssertionError.class);
                } else {
                  visitor[0].go(way);
                  row.put(kind, true);
                }
              }));
    }
    tests.add(DynamicTest.dynamicTest(kind + " stops", () -> server[0].close()));
    return tests;
  }

  /** These check declared roles before any filter runs, for callers that they do not know. */
  private static boolean cannotBe(ServerKind kind, String way) {
    return way.equals(DoorsVisitor.DECLARED_ROLE)
        && (kind == ServerKind.TOMCAT || kind == ServerKind.JETTY);
  }

  private ServerProcess start(ServerKind kind) throws Exception {
    Path base = directory.resolve(kind.name());
    return ServerProcess.start(
        kind,
        base,
        Installation.properties(base.resolve("ostiary-data")),
        folder -> DoorsApplication.withOstiary(kind.applications(folder).resolve("ROOT.war")));
  }

  private static Installation installation(ServerProcess server) {
    return Installation.on(server.endpoint().getPort());
  }

  @AfterAll
  void theDocumentationSaysSo() throws Exception {
    StringBuilder table = new StringBuilder("| |");
    SERVERS.forEach(kind -> table.append(' ').append(kind.title).append(" |"));
    table.append("\n|---|").append("---|".repeat(SERVERS.size())).append('\n');
    matrix.forEach(
        (way, cells) -> {
          table.append("| ").append(way).append(" |");
          SERVERS.forEach(
              kind -> table.append(cells.getOrDefault(kind, false) ? " yes |" : " no |"));
          table.append('\n');
        });
    Files.writeString(Path.of("target/servers.md"), table.toString());
    assertThat(Files.readString(DOCUMENTATION)).contains(table.toString());
  }
}

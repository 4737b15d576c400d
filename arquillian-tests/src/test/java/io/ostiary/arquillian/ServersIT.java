package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One WAR, with the drop-in jar inside, on every server of {@code -Dservers}: the matrix of the
 * documentation. A cell that is not as the documentation says fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
  private static final Path DOCUMENTATION = Path.of("../docs/reference/servers.md");

  /** What cannot be, each explained in the documentation. */
  private static final Map<ServerKind, Set<String>> CANNOT_BE =
      Map.of(
          ServerKind.TOMCAT, Set.of(DoorsVisitor.DECLARED_ROLE, DoorsVisitor.HEALTH),
          ServerKind.JETTY, Set.of(DoorsVisitor.DECLARED_ROLE, DoorsVisitor.HEALTH),
          ServerKind.TOMEE, Set.of(DoorsVisitor.HEALTH),
          ServerKind.WILDFLY_38, Set.of(DoorsVisitor.HEALTH),
          ServerKind.PAYARA,
              Set.of(DoorsVisitor.ORDINARY_PATHS, DoorsVisitor.ORDINARY_PATHS_OVER_HTTP_2),
          ServerKind.GLASSFISH,
              Set.of(
                  DoorsVisitor.DECLARED_ROLE,
                  DoorsVisitor.ORDINARY_PATHS,
                  DoorsVisitor.ORDINARY_PATHS_OVER_HTTP_2,
                  DoorsVisitor.HEALTH));

  @TempDir static Path directory;

  private String documented = "";
  private ServerTable seen = new ServerTable();

  @BeforeAll
  void read() throws IOException {
    documented = Files.readString(DOCUMENTATION);
    seen = ServerTable.in(documented);
  }

  @TestFactory
  Stream<DynamicTest> everyWayOnEveryServer() {
    return ServerKind.underTest().flatMap(kind -> on(kind).stream());
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
              visitor[0] =
                  new DoorsVisitor(
                      Installation.on(server[0].endpoint().getPort()), server[0].health());
            }));
    for (String way : DoorsVisitor.WAYS) {
      tests.add(
          DynamicTest.dynamicTest(
              kind + ": " + way,
              () -> {
                seen.put(way, kind.title, "no");
                if (CANNOT_BE.getOrDefault(kind, Set.of()).contains(way)) {
                  assertThatThrownBy(() -> visitor[0].go(way))
                      .isInstanceOfAny(AssertionError.class, IOException.class);
                } else {
                  visitor[0].go(way);
                  seen.put(way, kind.title, "yes");
                }
              }));
    }
    tests.add(DynamicTest.dynamicTest(kind + " stops", () -> server[0].close()));
    return tests;
  }

  /** GlassFish refuses IAM's calls as soon as an application declares a role anywhere. */
  private static ServerProcess start(ServerKind kind) throws Exception {
    Path base = directory.resolve(kind.name());
    return ServerProcess.start(
        kind,
        base,
        Installation.properties(base.resolve("ostiary-data")),
        folder ->
            DoorsApplication.withOstiary(
                kind.applications(folder).resolve("ROOT.war"), kind != ServerKind.GLASSFISH));
  }

  @AfterAll
  void theDocumentationSaysSo() throws Exception {
    Files.writeString(Path.of("target/servers.md"), seen.toString());
    assertThat(documented).contains(seen.toString());
  }
}

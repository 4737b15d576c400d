package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that brings nothing along, and an operator who keeps a folder for it. */
class ApplicationFolderTest {
  private static final Path RECORDS =
      Path.of("src/test/resources/io/ostiary/runtime/records/WEB-INF/ostiary");

  @TempDir Path server;
  @TempDir Path application;
  private Path folder = Path.of("");

  @BeforeEach
  void keepAFolderPerApplication() {
    folder = server.resolve("applications").resolve("ROOT");
    System.setProperty("ostiary.applications", String.valueOf(folder.getParent()));
    System.setProperty("ostiary.data", server.resolve("data").toString());
  }

  @AfterEach
  void keepNone() {
    System.clearProperty("ostiary.applications");
    System.clearProperty("ostiary.data");
  }

  @ParameterizedTest
  @CsvSource({"'', ROOT", "/shop, shop", "/shop/v-2.1, shop#v-2.1"})
  void isCalledLikeTheContextPath(String contextPath, String name) {
    ApplicationFolder found = ApplicationFolder.of(Path.of("/x"), contextPath);
    assertThat(found.name()).isEqualTo(name);
    assertThat(found.path()).isEqualTo(Path.of("/x", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/../x", "/.x", "/a%2fb", "/a\\b", "/ä"})
  void isNeverOutsideOfItsParent(String contextPath) {
    assertThatThrownBy(() -> ApplicationFolder.of(Path.of("/x"), contextPath))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(contextPath);
  }

  @Test
  void securesAnApplicationThatBringsNothing() throws Exception {
    copyDefinition();
    Files.copy(RECORDS.resolve("first-start.json"), folder.resolve("first-start.json"));
    try (Records records = Records.start(application, Map.of())) {
      assertThat(status(records, "/records/1")).isEqualTo(401);
      assertThat(status(records, "/other")).isEqualTo(403);
    }
    assertThat(Files.readString(server.resolve("data/ROOT/credentials"))).contains("[ada]");
  }

  @Test
  void itsSettingsAreBeforeAllOthers() throws Exception {
    copyDefinition();
    Path data = server.resolve("elsewhere");
    Files.writeString(folder.resolve("ostiary.properties"), "ostiary.data=" + data + "\n");
    try (Records records = Records.start(application, Map.of("ostiary.data", "/nowhere"))) {
      assertThat(status(records, "/records/1")).isEqualTo(401);
    }
    assertThat(data).isDirectory();
    assertThat(server.resolve("data")).doesNotExist();
  }

  @Test
  void itsDefinitionsStandInPlaceOfTheApplications() throws Exception {
    Path own = Files.createDirectories(application.resolve("WEB-INF/ostiary"));
    Files.writeString(own.resolve("records.service.json"), "this is no definition");
    copyDefinition();
    try (Records records = Records.start(application, Map.of())) {
      assertThat(status(records, "/records/1")).isEqualTo(401);
    }
  }

  @Test
  void withoutADefinitionTheApplicationDoesNotStart() throws Exception {
    assertThatThrownBy(() -> Records.start(application, Map.of()))
        .hasStackTraceContaining("no service definition says what may be done")
        .hasStackTraceContaining(folder.resolve("unsecured").toString());
    assertThat(server.resolve("data")).doesNotExist();
  }

  @Test
  void anOperatorMayLeaveAnApplicationAlone() throws Exception {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("unsecured"));
    try (Records records = Records.start(application, Map.of())) {
      assertThat(status(records, "/anything")).isEqualTo(200);
    }
    assertThat(server.resolve("data")).doesNotExist();
  }

  private void copyDefinition() throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(RECORDS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".service.json")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private static int status(Records records, String path) throws IOException {
    URI target = URI.create("http://127.0.0.1:" + records.port() + path);
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}

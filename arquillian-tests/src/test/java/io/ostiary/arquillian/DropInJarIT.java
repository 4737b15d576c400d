package io.ostiary.arquillian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar that an application takes meets none of the application's own libraries. */
class DropInJarIT {
  private static final List<String> WEB_INF_LIB = new ArrayList<>();

  /** The entries of the jar and, of those in {@code META-INF/services}, the lines. */
  private static final Map<String, List<String>> ENTRIES = new HashMap<>();

  @BeforeAll
  static void open() throws IOException {
    try (ZipFile war = new ZipFile(System.getProperty("depot.war"))) {
      war.stream()
          .filter(entry -> entry.getName().startsWith("WEB-INF/lib/") && !entry.isDirectory())
          .forEach(entry -> WEB_INF_LIB.add(entry.getName().substring("WEB-INF/lib/".length())));
      String runtime =
          WEB_INF_LIB.stream().filter(name -> name.contains("runtime")).findAny().orElseThrow();
      try (ZipInputStream jar =
          new ZipInputStream(war.getInputStream(war.getEntry("WEB-INF/lib/" + runtime)))) {
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
          boolean lines = entry.getName().startsWith("META-INF/services/");
          ENTRIES.put(
              entry.getName(),
              lines
                  ? new String(jar.readAllBytes(), UTF_8)
                      .lines()
                      .filter(line -> !line.startsWith("#"))
                      .toList()
                  : List.of());
        }
      }
    }
  }

  @Test
  void bringsAlongAnnotationsOnly() {
    assertThat(WEB_INF_LIB)
        .hasSize(2)
        .anyMatch(name -> name.startsWith("ostiary-runtime-"))
        .anyMatch(name -> name.startsWith("jspecify-"));
  }

  @Test
  void holdsEveryClassUnderItsOwnName() {
    assertThat(ENTRIES.keySet())
        .filteredOn(name -> name.endsWith(".class"))
        .hasSizeGreaterThan(1000)
        .allMatch(name -> name.startsWith("io/ostiary/"));
  }

  @Test
  void servesNobodyElsesDatabaseLinks() {
    assertThat(ENTRIES).doesNotContainKey("META-INF/services/java.sql.Driver");
  }

  /** Drivers register themselves when they are loaded; the application's links are not for ours. */
  @Test
  void takesItsDatabaseDriverOffTheListOnceTheStoreIsOpen(@TempDir Path directory)
      throws Exception {
    assertThat(open(directory, directory.resolve("data").toString()))
        .isEqualTo("open, with 0 drivers registered");
  }

  @Test
  void opensPostgresqlByADriverOfItsOwn(@TempDir Path directory) throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start()) {
      String link = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
      assertThat(open(directory, link)).isEqualTo("open, with 0 drivers registered");
    }
  }

  /** Opens a store by nothing but the jar, in a process of its own. */
  private static String open(Path directory, String store) throws Exception {
    Path jar = directory.resolve("runtime.jar");
    try (ZipFile war = new ZipFile(System.getProperty("depot.war"))) {
      String runtime =
          WEB_INF_LIB.stream().filter(name -> name.contains("runtime")).findAny().orElseThrow();
      Files.copy(war.getInputStream(war.getEntry("WEB-INF/lib/" + runtime)), jar);
    }
    Path tests = Path.of(Drivers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jar + File.pathSeparator + tests,
                Drivers.class.getName(),
                store)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  /** Opens a store of the jar and counts what would answer database links then. */
  static final class Drivers {
    public static void main(String[] arguments) throws Exception {
      AutoCloseable store = open(arguments[0]);
      System.out.printf("open, with %d drivers registered%n", DriverManager.drivers().count());
      store.close();
    }

    private static AutoCloseable open(String where) throws Exception {
      if (!where.startsWith("jdbc:")) {
        return (AutoCloseable)
            Class.forName("io.ostiary.realm.store.EmbeddedStore")
                .getMethod("open", Path.class)
                .invoke(null, Path.of(where));
      }
      Class<?> settings = Class.forName("io.ostiary.realm.store.PostgresSettings");
      return (AutoCloseable)
          Class.forName("io.ostiary.realm.store.PostgresStore")
              .getMethod("open", settings)
              .invoke(
                  null,
                  settings
                      .getConstructor(String.class, Optional.class, Optional.class)
                      .newInstance(where, Optional.of("postgres"), Optional.empty()));
    }
  }

  @Test
  void namesOnlyItsOwnServices() {
    assertThat(ENTRIES)
        .containsKey("META-INF/services/io.ostiary.within.slf4j.spi.SLF4JServiceProvider")
        .containsKey("META-INF/services/jakarta.servlet.ServletContainerInitializer");
    assertThat(ENTRIES.values())
        .allSatisfy(lines -> assertThat(lines).allMatch(line -> line.startsWith("io.ostiary.")));
  }

  /** Without the index a server would look through all libraries for annotations at every start. */
  @Test
  void bringsItsIndexOfAnnotationsAndItsLicences() {
    assertThat(ENTRIES)
        .containsKeys("META-INF/jandex.idx", "META-INF/LICENSE", "META-INF/NOTICE")
        .containsKey("META-INF/beans.xml");
  }
}

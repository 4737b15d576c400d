package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.store.PostgresServer;
import io.ostiary.realm.store.PostgresSettings;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever dumps the database, or the memory after a node has shut down, finds no secret in it. */
class DumpTest {
  private static final String KEY = "AKIAPLANTED000000000";

  @TempDir Path temporary;

  private static RealmSettings settings(Path data, String secret) {
    return new RealmSettings(
        data,
        Optional.of(Realms.ACCOUNT),
        "aws",
        Optional.empty(),
        Optional.of(KEY),
        Optional.of(secret));
  }

  private static String draw() {
    byte[] bytes = new byte[30];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Makes a user with a key, in a realm whose root user's secret is planted. */
  private static String use(RealmSettings settings) {
    try (Realm realm = Realms.open(settings)) {
      realm.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "planted-user", Map.of()));
      NewAccessKey key =
          realm.directory().execute(new CreateAccessKey(Realms.ACCOUNT, "planted-user"));
      return key.revealSecret();
    }
  }

  @Test
  void aDumpOfTheEmbeddedDatabaseHoldsNoSecret() throws Exception {
    String planted = draw();
    Path data = temporary.resolve("data");
    String shown = use(settings(data, planted));
    StringBuilder dump = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + data.resolve("directory"), "ostiary", "");
        Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("script")) {
      while (lines.next()) {
        dump.append(lines.getString(1)).append('\n');
      }
    }
    requireNoSecret(dump.toString(), planted, shown);
  }

  @Test
  void aDumpOfPostgresqlHoldsNoSecret() throws Exception {
    String planted = draw();
    try (PostgresServer server = PostgresServer.start(temporary.resolve("postgres"))) {
      PostgresSettings database = server.newDatabase();
      String shown = use(settings(temporary.resolve("data"), planted).with(database));
      StringBuilder dump = new StringBuilder();
      try (Connection connection =
              DriverManager.getConnection(database.toString(), "postgres", "");
          Statement statement = connection.createStatement();
          // Every table, as XML.
          ResultSet schema =
              statement.executeQuery("select schema_to_xml('public', true, false, '')")) {
        while (schema.next()) {
          dump.append(schema.getString(1));
        }
      }
      requireNoSecret(dump.toString(), planted, shown);
    }
  }

  private static void requireNoSecret(String dump, String... secrets) {
    assertThat(dump).as("the dump holds what is there").contains("planted-user", KEY);
    for (String secret : secrets) {
      assertThat(dump).doesNotContain(secret);
    }
  }

  @Test
  void aHeapDumpAfterShutdownHoldsNoSecret() throws Exception {
    String planted = draw();
    Path secretFile = Files.writeString(temporary.resolve("secret"), planted);
    Path dump = temporary.resolve("dump.hprof");
    try (ChildJvm node =
        ChildJvm.start(
            Node.class,
            temporary.resolve("data").toString(),
            secretFile.toString(),
            dump.toString())) {
      assertThat(node.readLine()).isEqualTo("dumped");
    }
    String heap = Files.readString(dump, StandardCharsets.ISO_8859_1);
    assertThat(heap).as("the dump holds what is there").contains("left for the search");
    String wide =
        new String(planted.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    assertThat(heap).doesNotContain(planted, wide);
  }

  /** Opens a realm with a planted secret, uses it, closes it and dumps what is alive. */
  static final class Node {
    static final String LEFT = "left for " + new String(new char[] {'t', 'h', 'e'}) + " search";

    private Node() {}

    public static void main(String[] arguments) throws Exception {
      live(Path.of(arguments[0]), Path.of(arguments[1]));
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(arguments[2], true);
      System.out.println("dumped");
    }

    private static void live(Path data, Path secretFile) throws IOException {
      try (Realm realm = Realms.open(settings(data, Files.readString(secretFile)))) {
        // Signed by another secret: deriving the key to check with takes the planted one.
        assertThatThrownBy(
                () -> realm.authenticator().authenticate(Signing.by(KEY, "x".repeat(40))))
            .isInstanceOf(SignatureException.class);
      }
    }
  }
}

package io.ostiary.realm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.realm.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest implements DirectoryStoreContract, OnceStoreContract {
  @TempDir Path temporary;

  private Path data() {
    return temporary.resolve("a directory, with/its-parent");
  }

  @Override
  public RealmStore open() {
    return EmbeddedStore.open(data());
  }

  @Test
  void aSecondProcessIsToldWhichOneHasTheDirectory() throws Exception {
    try (ChildJvm owner = ChildJvm.start(Owner.class, data().toString())) {
      assertThat(owner.readLine()).isEqualTo("open");
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by process " + owner.pid() + " (")
          .hasMessageContaining("a data directory of its own")
          .hasMessageContaining("PostgreSQL");
    }
    open().close();
  }

  /** Opens the directory and keeps it until it is killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      try (DirectoryStore store = EmbeddedStore.open(Path.of(arguments[0]))) {
        System.out.println(
            store.changesSince(Revision.NONE).changes().isEmpty() ? "open" : "not empty");
        System.in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Test
  void anotherProgramOnTheDatabaseIsNamedAsTheCause() throws Exception {
    open().close();
    String url = "jdbc:h2:file:" + data().resolve("directory");
    try (ChildJvm browser = ChildJvm.start(Browser.class, url)) {
      assertThat(browser.readLine()).isEqualTo("open");
      assertThatThrownBy(this::open).hasMessageContaining("another program");
    }
    // The failed attempt left no lock behind.
    open().close();
  }

  /** Opens the database behind our back. */
  static final class Browser {
    private Browser() {}

    public static void main(String[] arguments) throws Exception {
      try (Connection connection = DriverManager.getConnection(arguments[0], "ostiary", "")) {
        System.out.println(connection.isValid(0) ? "open" : "closed");
        System.in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Test
  void whereTheLastCommitOfAKilledProcessCannotBeSoughtNoStartGoesOn() throws Exception {
    try (ChildJvm owner = ChildJvm.start(Owner.class, data().toString())) {
      assertThat(owner.readLine()).isEqualTo("open");
    }
    String url = "jdbc:h2:file:" + data().resolve("directory");
    try (ChildJvm browser = ChildJvm.start(Browser.class, url)) {
      assertThat(browser.readLine()).isEqualTo("open");
      for (int start = 1; start <= 2; start++) {
        assertThatThrownBy(this::open)
            .as("start %s", start)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("its last commit cannot be sought")
            .hasMessageContaining("close other programs");
      }
    }
    // What was killed with the other program is sought, too.
    open().close();
    assertThat(data().resolve("directory.lock")).isEmptyFile();
  }

  @Test
  void aDamagedFileThatAKilledProcessLeftIsNeverReplacedEither() throws Exception {
    try (ChildJvm owner = ChildJvm.start(Owner.class, data().toString())) {
      assertThat(owner.readLine()).isEqualTo("open");
    }
    Path file = data().resolve("directory.mv.db");
    Files.writeString(file, "not a database");

    for (int start = 1; start <= 2; start++) {
      assertThatThrownBy(this::open)
          .as("start %s", start)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("restore a backup");
      assertThat(file).hasContent("not a database");
    }
  }

  @Test
  void aDamagedFileIsNeverReplaced() throws IOException {
    open().close();
    Path file = data().resolve("directory.mv.db");
    Files.writeString(file, "not a database");

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("restore a backup");
    assertThat(file).hasContent("not a database");
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Files.createDirectories(data().getParent());
    Files.writeString(data(), "");

    assertThatThrownBy(this::open).hasMessageContaining("must be a directory");
  }

  @Test
  void aSemicolonCouldChangeHowTheDatabaseIsOpened() {
    assertThatThrownBy(() -> EmbeddedStore.open(temporary.resolve("a;INIT=drop all objects")))
        .hasMessageContaining("semicolon");
  }

  @Test
  void anExceptionQuotesNoRow() {
    try (DirectoryStore store = open()) {
      Change.Put first = new Change.Put("user", "1", "1", Optional.of("n"), "{\"a\":\"canary\"}");
      Change.Put second = new Change.Put("user", "2", "1", Optional.of("n"), "{\"a\":\"canary\"}");

      assertThatThrownBy(() -> store.commit(Revision.NONE, List.of(first, second)))
          .satisfies(e -> assertThat(stackTrace(e)).contains("Caused by").doesNotContain("canary"));
      assertThat(first.toString()).doesNotContain("canary");
    }
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

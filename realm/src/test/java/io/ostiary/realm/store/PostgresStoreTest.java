package io.ostiary.realm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest implements DirectoryStoreContract, OnceStoreContract {
  private static final Change.Put LUCY =
      new Change.Put("user", "1", ACCOUNT, Optional.of("lucy"), "{}");

  @TempDir static Path temporary;
  private static PostgresServer server;

  private PostgresSettings database;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start(temporary.resolve("postgres"));
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void makeDatabase() throws SQLException {
    database = server.newDatabase();
  }

  @Override
  public RealmStore open() {
    return PostgresStore.open(database);
  }

  @Test
  void aCommitWakesWhoeverWaitsOnAnotherNode() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RealmStore here = open();
        RealmStore there = open()) {
      there.awaitNews(Duration.ofHours(1)); // takes the line up
      Future<DirectoryStore.Changes> heard =
          thread.submit(
              () -> {
                there.awaitNews(Duration.ofHours(1));
                return there.changesSince(Revision.NONE);
              });
      here.commit(Revision.NONE, List.of(LUCY));

      assertThat(heard.get(60, TimeUnit.SECONDS).changes()).containsExactly(LUCY);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void whoeverCannotListenIsSentToLookAllTheSame() throws Exception {
    try (PostgresListener deaf =
        new PostgresListener(
            () -> {
              throw new SQLException("no more lines");
            })) {
      deaf.await(Duration.ofMillis(1));
      deaf.await(Duration.ofMillis(1));
    }
  }

  @Test
  void twoNodesThatStartAtOnceMakeTheTablesOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<RealmStore> one = threads.submit(this::open);
      Future<RealmStore> other = threads.submit(this::open);
      try (RealmStore here = one.get();
          RealmStore there = other.get()) {
        Revision first = here.commit(Revision.NONE, List.of(LUCY));
        assertThat(there.changesSince(Revision.NONE).revision()).isEqualTo(first);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDatabaseThatDoesNotOpenIsNamedWithoutItsPassword() {
    PostgresSettings unknown =
        new PostgresSettings(
            database.url().replaceAll("/d[0-9]+$", "/nowhere?password=canary"),
            Optional.of("postgres"),
            Optional.of("canary"));

    assertThatThrownBy(() -> PostgresStore.open(unknown))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("/nowhere` does not open: ")
        .hasMessageContaining("\"nowhere\" does not exist")
        .hasMessageNotContaining("canary");
    assertThat(unknown.toString()).doesNotContain("canary");
  }

  @Test
  void anotherProductsLinkIsRefused() {
    assertThatThrownBy(
            () ->
                new PostgresSettings(
                    "jdbc:mysql://h/d?password=canary", Optional.empty(), Optional.empty()))
        .hasMessageContaining("`jdbc:mysql://h/d` is not a link to a PostgreSQL database")
        .hasMessageNotContaining("canary");
  }
}

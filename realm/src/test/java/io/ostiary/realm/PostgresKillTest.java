package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.store.PostgresServer;
import io.ostiary.realm.store.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills PostgreSQL's processes while two nodes write, and looks for everything that had been
 * acknowledged. The server is set to acknowledge commits before they are on disk, which ours must
 * not. {@code -Dpostgres.kill.cycles=200} makes more rounds.
 */
class PostgresKillTest {
  private static final int ROUNDS = Integer.getInteger("postgres.kill.cycles", 5);
  private static final long SEED = 20261122;

  @TempDir Path temporary;

  @Test
  void whatWasAcknowledgedSurvivesTheKillingOfTheServer() throws Exception {
    Random random = new Random(SEED);
    List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (PostgresServer server = PostgresServer.start(temporary.resolve("postgres"))) {
      PostgresSettings database = server.newDatabase();
      try (Realm here = open("here", database);
          Realm there = open("there", database)) {
        List<Future<?>> writers =
            List.of(
                threads.submit(() -> write(here, "here", over, acknowledged)),
                threads.submit(() -> write(there, "there", over, acknowledged)));
        for (int round = 0; round < ROUNDS; round++) {
          waitForMore(acknowledged, 1 + random.nextInt(40));
          server.kill();
          server.start();
        }
        waitForMore(acknowledged, 10);
        over.set(true);
        for (Future<?> writer : writers) {
          Object unused = writer.get();
        }
      }
      try (Realm realm = open("here", database)) {
        AcknowledgedWrites.requireAll(acknowledged, realm.directory().snapshot());
      }
      System.out.printf(
          "%d kills of PostgreSQL, %d acknowledgements, all kept%n", ROUNDS, acknowledged.size());
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private Realm open(String node, PostgresSettings database) throws IOException {
    Path masterKey = temporary.resolve("key");
    Files.writeString(masterKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    return Realms.open(
        new RealmSettings(
                temporary.resolve(node),
                Optional.of(Realms.ACCOUNT),
                "aws",
                Optional.of(masterKey),
                Optional.of(Realms.ROOT_KEY),
                Optional.of(Realms.ROOT_SECRET))
            .with(database));
  }

  private static void write(
      Realm node, String prefix, AtomicBoolean over, List<String> acknowledged) {
    AcknowledgedWrites writes = new AcknowledgedWrites(node.directory(), acknowledged::add);
    for (int i = 0; !over.get(); i++) {
      try {
        writes.make(prefix + "-" + i, i % 2 == 1);
      } catch (DirectoryException e) {
        assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_FAILURE);
      }
    }
  }

  private static void waitForMore(List<String> acknowledged, int more) throws InterruptedException {
    int enough = acknowledged.size() + more;
    while (acknowledged.size() < enough) {
      Thread.sleep(1);
    }
  }
}

package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.IdentityKind;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.PostgresServer;
import io.ostiary.realm.store.PostgresSettings;
import io.ostiary.realm.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes of one installation on one PostgreSQL. */
class NodesTest {
  private static final IdentityName LUCY =
      new IdentityName(IdentityKind.USER, Realms.ACCOUNT, "lucy");
  private static final String ALLOW =
      """
      {"Version": "2012-10-17",
       "Statement": {"Effect": "Allow", "Action": "docs:Read", "Resource": "*"}}""";

  /** Within this a change is effective everywhere; it is heard of in milliseconds. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** For what has no bound of its own. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path temporary;
  private static PostgresServer server;

  @TempDir Path nodes;
  private PostgresSettings database;
  private Path masterKey;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start(temporary.resolve("postgres"));
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void makeDatabase() throws Exception {
    database = server.newDatabase();
    masterKey = nodes.resolve("key");
    Files.writeString(masterKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  }

  private RealmSettings settings(String node) {
    return new RealmSettings(
            nodes.resolve(node),
            Optional.of(Realms.ACCOUNT),
            "aws",
            Optional.of(masterKey),
            Optional.of(Realms.ROOT_KEY),
            Optional.of(Realms.ROOT_SECRET))
        .with(database);
  }

  private Realm open(String node) {
    return Realms.open(settings(node));
  }

  /** Waits for a condition, which may throw while it does not hold; gives back how long. */
  private static Duration await(Duration atMost, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (true) {
      Optional<Exception> failure = Optional.empty();
      try {
        if (condition.call()) {
          return Duration.ofNanos(System.nanoTime() - start);
        }
      } catch (DirectoryException e) {
        failure = Optional.of(e);
      }
      if (System.nanoTime() - start > atMost.toNanos()) {
        throw new AssertionError("it did not come within " + atMost, failure.orElse(null));
      }
      Thread.sleep(1);
    }
  }

  private static boolean mayRead(Realm node, NewAccessKey key) throws Exception {
    AuthenticatedPrincipal lucy =
        node.authenticator().authenticate(Signing.by(key.key().id(), key.revealSecret())).caller();
    AuthorizationRequest request =
        new AuthorizationRequest(
            lucy.principal(),
            Action.parse("docs:Read"),
            Resource.of("arn:aws:docs:::1", Realms.ACCOUNT),
            RequestContext.EMPTY);
    return Authorizer.decide(request, lucy.policies()) instanceof Decision.Allowed;
  }

  private static NewAccessKey keyOfLucy(Realm node) {
    node.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "lucy", Map.of()));
    return node.directory().execute(new CreateAccessKey(Realms.ACCOUNT, "lucy"));
  }

  @Test
  void aPolicyPutOnOneNodeIsEnforcedOnTheOther() throws Exception {
    try (Realm here = open("here");
        Realm there = open("there")) {
      assertThat(List.of(here.firstStart(), there.firstStart())).containsExactly(true, false);
      NewAccessKey key = keyOfLucy(here);
      Duration first = await(BOUND, () -> knows(there, key));
      assertThat(mayRead(there, key)).isFalse();

      here.directory().execute(new PutInlinePolicy(LUCY, "read", ALLOW));
      Duration allowed = await(BOUND, () -> mayRead(there, key));
      there.directory().execute(new DeleteAccessKey(Realms.ACCOUNT, "lucy", key.key().id()));
      Duration revoked = await(BOUND, () -> !knows(here, key));
      System.out.printf(
          "on the other node: a new key after %d ms, a policy after %d ms, a revocation after %d ms%n",
          first.toMillis(), allowed.toMillis(), revoked.toMillis());
    }
  }

  private static boolean knows(Realm node, NewAccessKey key) {
    return node.directory().snapshot().accessKey(key.key().id()).isPresent();
  }

  @Test
  void twoFirstStartsAtOnceMakeOneAccount() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Realm> one = threads.submit(() -> open("here"));
      Future<Realm> other = threads.submit(() -> open("there"));
      try (Realm here = one.get();
          Realm there = other.get()) {
        assertThat(List.of(here.firstStart(), there.firstStart()))
            .containsExactlyInAnyOrder(true, false);
        assertThat(there.directory().snapshot().accounts()).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void withoutTheDatabaseDecisionsGoOnWritesFailAndAllComesBackByItself() throws Exception {
    try (Realm here = open("here");
        Realm there = open("there")) {
      NewAccessKey key = keyOfLucy(here);
      here.directory().execute(new PutInlinePolicy(LUCY, "read", ALLOW));
      Duration unused = await(PATIENCE, () -> knows(there, key) && mayRead(there, key));
      server.stop();

      assertThat(mayRead(here, key)).isTrue();
      assertThat(mayRead(there, key)).isTrue();
      assertThatThrownBy(
              () -> here.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "fred", Map.of())))
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_FAILURE));
      assertThat(mayRead(here, key)).isTrue();

      server.start();
      Duration back =
          await(
              PATIENCE,
              () ->
                  here.directory()
                      .execute(new CreateUser(Realms.ACCOUNT, "/", "fred", Map.of()))
                      .name()
                      .equals("fred"));
      Duration seen =
          await(
              PATIENCE,
              () -> there.directory().snapshot().user(Realms.ACCOUNT, "fred").isPresent());
      System.out.printf(
          "after the restart: a write after %d ms, seen by the other node after %d ms%n",
          back.toMillis(), seen.toMillis());
      assertThat(mayRead(there, key)).isTrue();
    }
  }

  /** A clock that a test puts forward, on top of the real one. */
  private static final class Ahead implements InstantSource {
    private volatile Duration by = Duration.ZERO;

    @Override
    public Instant instant() {
      return Realms.CLOCK.instant().plus(by);
    }
  }

  @Test
  void afterTheStalenessLimitNothingIsDecidedUntilTheDatabaseAnswers() throws Exception {
    Ahead clock = new Ahead();
    RealmSettings settings = settings("here").withStalenessLimit(Duration.ofMinutes(5));
    try (Realm here = Realm.open(settings, clock, new SecureRandom())) {
      server.stop();
      clock.by = Duration.ofSeconds(299);
      assertThat(here.directory().snapshot().accounts()).hasSize(1);
      clock.by = Duration.ofSeconds(306);
      assertThatThrownBy(() -> here.directory().snapshot())
          .isInstanceOfSatisfying(
              DirectoryException.class,
              e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_UNAVAILABLE))
          .hasMessageContaining("PT5M");
      server.start();
      Duration back = await(PATIENCE, () -> here.directory().snapshot().accounts().size() == 1);
      System.out.printf("decisions again %d ms after the restart%n", back.toMillis());
    }
  }

  @Test
  void withoutAnyStalenessALostDatabaseStopsDecisionsAtOnce() throws Exception {
    try (Realm here = Realms.open(settings("here").withStalenessLimit(Duration.ZERO));
        Realm there = open("there")) {
      // A change of the other node's is heard of, so the connection to listen on is there.
      NewAccessKey key = keyOfLucy(there);
      Duration heard = await(PATIENCE, () -> knows(here, key));
      assertThat(heard).isPositive();
      server.stop();
      Duration stopped = await(PATIENCE, () -> isUnavailable(here));
      System.out.printf("no decisions %d ms after the database was lost%n", stopped.toMillis());
      server.start();
      Duration unused = await(PATIENCE, () -> !isUnavailable(here));
    }
  }

  private static boolean isUnavailable(Realm node) {
    try {
      return node.directory().snapshot().accounts().isEmpty();
    } catch (DirectoryException e) {
      return e.code() == DirectoryException.Code.SERVICE_UNAVAILABLE;
    }
  }

  @Test
  void anOlderDatabaseIsRefusedWhileRunningAndAfterARestartUntilItIsAccepted() throws Exception {
    String name = database.toString().substring(database.toString().lastIndexOf('/') + 1);
    try (Realm here = open("here")) {
      NewAccessKey key = keyOfLucy(here);
      backUp(name);
      // At first by connections that are gone.
      Duration unused = await(PATIENCE, () -> isDeleted(here, key));
      restore(name);

      // Connections that are gone fail first here, too; no write goes through.
      Duration unusedToo =
          await(
              PATIENCE,
              () ->
                  rootOfRefusal(here)
                      .equals(
                          "the store went back from revision 4 to 3, as after restoring a backup"));
      assertThat(knows(here, key)).as("the revoked key").isFalse();
    }
    assertThatThrownBy(() -> open("here"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("went back from revision 4 to 3")
        .hasMessageContaining("remove `" + nodes.resolve("here/revision-seen") + "`");
    // Another node, which has not seen the newer state, brings it to the same number.
    try (Realm there = open("there")) {
      there.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "fred", Map.of()));
    }
    assertThatThrownBy(() -> open("here"))
        .hasMessageContaining("at revision 4, but not by way of revision 4 as it was seen before");
    Files.delete(nodes.resolve("here/revision-seen"));
    try (Realm here = open("here")) {
      assertThat(here.directory().snapshot().user(Realms.ACCOUNT, "fred")).isPresent();
    }
  }

  private static String rootOfRefusal(Realm node) {
    Throwable refusal =
        catchThrowable(
            () -> node.directory().execute(new CreateUser(Realms.ACCOUNT, "/", "x", Map.of())));
    assertThat(refusal).isInstanceOf(DirectoryException.class);
    Throwable root = refusal;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static boolean isDeleted(Realm node, NewAccessKey key) {
    return !node.directory()
        .execute(new DeleteAccessKey(Realms.ACCOUNT, "lucy", key.key().id()))
        .id()
        .isEmpty();
  }

  private static void backUp(String name) throws Exception {
    // A template must have no visitors.
    server.execute("alter database %s with allow_connections false".formatted(name));
    disconnect(name);
    server.execute("create database backup_of_%s template %s".formatted(name, name));
    server.execute("alter database %s with allow_connections true".formatted(name));
    server.execute("alter database backup_of_%s with allow_connections true".formatted(name));
  }

  /** Puts the backup in the database's place, under the feet of whoever is connected. */
  private static void restore(String name) throws Exception {
    server.execute("drop database %s with (force)".formatted(name));
    server.execute("alter database backup_of_%s rename to %s".formatted(name, name));
  }

  private static void disconnect(String name) throws Exception {
    server.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(name));
  }

  @Test
  void ofFiftyWritersAtOnceOnTwoNodesNoneIsLost() throws Exception {
    int writers = 50;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try (Realm here = open("here");
        Realm there = open("there")) {
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Realm node = i % 2 == 0 ? here : there;
        CreateUser command = new CreateUser(Realms.ACCOUNT, "/", "writer-" + i, Map.of());
        tasks.add(() -> node.directory().execute(command).name());
      }
      List<String> acknowledged = new ArrayList<>();
      for (Future<String> task : threads.invokeAll(tasks)) {
        acknowledged.add(task.get());
      }
      for (Realm node : List.of(here, there)) {
        Duration unused = await(PATIENCE, () -> names(node).containsAll(acknowledged));
        assertThat(names(node)).hasSize(writers);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> names(Realm node) {
    return node.directory().snapshot().users(Realms.ACCOUNT).stream().map(User::name).toList();
  }
}

package io.ostiary.realm.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.Realms;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.MasterKey;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.store.Change;
import io.ostiary.realm.store.DirectoryStore;
import io.ostiary.realm.store.EmbeddedStore;
import io.ostiary.realm.store.Revision;
import io.ostiary.realm.store.StaleRevisionException;
import io.ostiary.realm.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live directory over a store that others write to as well, or that fails. */
class StoredDirectoryTest {
  private static final String ACCOUNT = Realms.ACCOUNT;

  @TempDir Path temporary;

  private DirectoryStore store;
  private AccessKeySecrets secrets;
  private StoredDirectory directory;

  @BeforeEach
  void open() throws IOException {
    store = EmbeddedStore.open(temporary.resolve("data"));
    SecureRandom random = new SecureRandom();
    secrets = new AccessKeySecrets(MasterKey.create(temporary.resolve("key"), random), random);
    directory = over(store);
    directory.execute(new CreateAccount(ACCOUNT, "aws"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredDirectory over(DirectoryStore of) {
    return StoredDirectory.of(
        of,
        of.changesSince(Revision.NONE),
        Quotas.AWS,
        secrets,
        Realms.CLOCK,
        new SecureRandom(),
        Duration.ofMinutes(5),
        Safeguard.NONE);
  }

  private static CreateUser user(String name) {
    return new CreateUser(ACCOUNT, "/", name, Map.of());
  }

  private static List<String> names(LiveDirectory live) {
    return live.snapshot().users(ACCOUNT).stream().map(User::name).toList();
  }

  @Test
  void twoNodesDecideOnWhatTheOtherWrote() {
    StoredDirectory other = over(store);
    directory.execute(user("lucy"));

    assertThatThrownBy(() -> other.execute(user("LUCY")))
        .hasMessage("User with name LUCY already exists.");
    other.execute(user("fred"));
    directory.execute(new DeleteUser(ACCOUNT, "fred"));
    other.execute(user("fred"));
    assertThat(names(other)).containsExactly("fred", "lucy");
    assertThat(other.snapshot().revision()).isEqualTo(5);
  }

  @Test
  void manyWritersAtOnceLoseNothing() throws Exception {
    List<StoredDirectory> nodes = List.of(directory, over(store));
    int writers = 4;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Callable<List<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Random random = new Random(20261122 + i);
      LiveDirectory node = nodes.get(i % 2);
      tasks.add(() -> writeAtRandom(node, random));
    }
    TreeSet<String> expected = new TreeSet<>();
    try {
      for (Future<List<String>> mine : threads.invokeAll(tasks)) {
        expected.addAll(mine.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(new TreeSet<>(names(over(store)))).isEqualTo(expected);
  }

  /** Makes and deletes users of its own, always seeing what it did; gives back those that stay. */
  private static List<String> writeAtRandom(LiveDirectory node, Random random) {
    List<String> present = new ArrayList<>();
    for (int step = 0; step < 20; step++) {
      if (present.isEmpty() || random.nextInt(3) > 0) {
        String name = "user-" + Long.toHexString(random.nextLong());
        node.execute(user(name));
        present.add(name);
      } else {
        String name = present.remove(random.nextInt(present.size()));
        node.execute(new DeleteUser(ACCOUNT, name));
        assertThat(node.snapshot().user(ACCOUNT, name)).isEmpty();
      }
      assertThat(names(node)).containsAll(present);
    }
    return present;
  }

  /** A command whose dear part is that another thread makes a user meanwhile. */
  private record Dear(LiveDirectory node, List<Boolean> madeMeanwhile)
      implements DirectoryCommand<Integer> {
    @Override
    public boolean dear() {
      return true;
    }

    @Override
    public Integer carryOut(DirectoryDraft draft) {
      if (madeMeanwhile.isEmpty()) {
        CompletableFuture<User> other =
            CompletableFuture.supplyAsync(() -> node.execute(user("meanwhile")));
        madeMeanwhile.add(other.orTimeout(30, TimeUnit.SECONDS).join().name().equals("meanwhile"));
      }
      return new CreateUser(ACCOUNT, "/", "dear", Map.of()).carryOut(draft).name().length();
    }
  }

  @Test
  void othersWriteWhileTheDearPartOfACommandIsDone() {
    List<Boolean> madeMeanwhile = new ArrayList<>();
    directory.execute(new Batch(List.of(new Dear(directory, madeMeanwhile))));
    assertThat(madeMeanwhile).containsExactly(true);
    assertThat(names(directory)).containsExactly("dear", "meanwhile");
  }

  @Test
  void whatWasHashedOnceIsNotHashedAgainWhenTheCommandsTurnComes() {
    PasswordWork work = new PasswordWork(secrets);
    Password password = Password.of("correct horse");
    SealedSecret hash = work.hash("AIDA1", password);
    assertThat(work.hash("AIDA1", password)).isEqualTo(hash);
    assertThat(work.hash("AIDA2", password)).isNotEqualTo(hash);
    assertThat(work.matches("AIDA1", hash, password)).isTrue();
    assertThat(work.matches("AIDA1", hash, Password.of("another"))).isFalse();
  }

  /** A store that breaks after the next commits have reached the disk, or before. */
  private static final class Breaking implements DirectoryStore {
    private final DirectoryStore sound;
    private Optional<Boolean> writesFirst = Optional.empty();

    Breaking(DirectoryStore sound) {
      this.sound = sound;
    }

    @Override
    public Changes changesSince(Revision revision) {
      return sound.changesSince(revision);
    }

    @Override
    public Revision commit(Revision expected, List<Change> changes) throws StaleRevisionException {
      Optional<Boolean> breaks = writesFirst;
      if (breaks.isEmpty()) {
        return sound.commit(expected, changes);
      }
      if (breaks.get()) {
        sound.commit(expected, changes);
      }
      throw new StoreException("the disk is full");
    }

    @Override
    public boolean shared() {
      return false;
    }

    @Override
    public boolean awaitNews(Duration atMost) {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void aFailedWriteChangesNothingUntilItIsReadBack() {
    Breaking breaking = new Breaking(store);
    StoredDirectory node = over(breaking);
    breaking.writesFirst = Optional.of(false);

    assertThatThrownBy(() -> node.execute(user("lucy")))
        .isInstanceOfSatisfying(
            DirectoryException.class,
            e -> assertThat(e.code()).isEqualTo(DirectoryException.Code.SERVICE_FAILURE))
        .hasMessageContaining("may or may not have been made");
    assertThat(names(node)).isEmpty();
    breaking.writesFirst = Optional.empty();
    node.execute(user("lucy"));
    assertThat(names(node)).containsExactly("lucy");
  }

  @Test
  void aWriteOfUnknownOutcomeShowsWithTheNextWrite() {
    Breaking breaking = new Breaking(store);
    StoredDirectory node = over(breaking);
    breaking.writesFirst = Optional.of(true);

    assertThatThrownBy(() -> node.execute(user("lucy"))).isInstanceOf(DirectoryException.class);
    breaking.writesFirst = Optional.empty();
    assertThatThrownBy(() -> node.execute(user("lucy"))).hasMessageContaining("already exists");
    assertThat(names(node)).containsExactly("lucy");
  }

  @Test
  void aStoreThatWentBackIsRefused() throws Exception {
    directory.execute(user("lucy"));
    DirectoryStore older = EmbeddedStore.open(temporary.resolve("restored"));
    try (older) {
      DirectoryStore swapped =
          new DirectoryStore() {
            @Override
            public Changes changesSince(Revision revision) {
              return revision.equals(Revision.NONE)
                  ? store.changesSince(revision)
                  : older.changesSince(revision);
            }

            @Override
            public Revision commit(Revision expected, List<Change> changes)
                throws StaleRevisionException {
              return older.commit(expected, changes);
            }

            @Override
            public boolean shared() {
              return false;
            }

            @Override
            public boolean awaitNews(Duration atMost) {
              return true;
            }

            @Override
            public void close() {}
          };
      StoredDirectory node = over(swapped);

      assertThatThrownBy(() -> node.execute(user("fred")))
          .hasRootCauseMessage(
              "the store went back from revision 2 to 0, as after restoring a backup");
      assertThat(names(node)).containsExactly("lucy");
    }
  }

  @Test
  void aRowThatCannotBeReadStopsTheStart() throws Exception {
    List<Change.Put> broken =
        List.of(
            new Change.Put("user", "AIDA1", ACCOUNT, Optional.of("a"), "no JSON"),
            new Change.Put("user", "AIDA1", ACCOUNT, Optional.of("a"), "[]"),
            new Change.Put("user", "AIDA1", ACCOUNT, Optional.of("a"), "{}"),
            new Change.Put("account", "1", ACCOUNT, Optional.empty(), time("yesterday")),
            new Change.Put("access-key", "AKIA1", ACCOUNT, Optional.empty(), "{\"owner\":\"1\"}"),
            new Change.Put("resource-policy", "p", ACCOUNT, Optional.empty(), brokenPolicy()));
    for (Change.Put put : broken) {
      assertThatThrownBy(() -> EntityTable.of(List.of(put)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the stored " + put.kind() + " `" + put.id() + "` cannot be read");
    }
    assertThatThrownBy(
            () ->
                EntityTable.of(
                    List.of(new Change.Put("starship", "1", ACCOUNT, Optional.empty(), "{}"))))
        .hasMessageContaining("holds a `starship`");
  }

  @Test
  void whomAnUnreadablePolicyAppliesToIsDecidedOnInNoWayAndThePolicyIsNamed() throws Exception {
    User lucy = directory.execute(user("lucy"));
    String broken =
        "{\"owner\":\"%s\",\"name\":\"p\",\"version\":\"v\",\"document\":\"{\"}"
            .formatted(lucy.id());
    store.commit(
        directory.revision(),
        List.of(new Change.Put("inline-policy", "x/p", ACCOUNT, Optional.empty(), broken)));

    StoredDirectory node = over(store);
    assertThatThrownBy(() -> node.snapshot().identityPolicies(lucy))
        .isInstanceOf(PolicySyntaxException.class);
    assertThat(node.unreadablePolicies())
        .singleElement()
        .asString()
        .startsWith("the stored inline-policy `%s/p` cannot be read: ".formatted(lucy.id()));
    assertThat(directory.unreadablePolicies()).isEmpty();
  }

  private static String time(String createdAt) {
    return "{\"partition\":\"aws\",\"createdAt\":\"" + createdAt + "\"}";
  }

  private static String brokenPolicy() {
    return "{\"resource\":\"arn:aws:docs:::1\",\"version\":\"v\",\"document\":\"{\"}";
  }
}

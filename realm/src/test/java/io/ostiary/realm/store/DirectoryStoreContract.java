package io.ostiary.realm.store;

import static io.ostiary.realm.store.DirectoryReadingContract.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every directory store that is written to does; the test of each store implements this. */
interface DirectoryStoreContract extends DirectoryReadingContract {

  /** Opens the store of this test, the same one each time; an earlier one is closed by then. */
  @Override
  RealmStore open();

  @Override
  default void change(DirectoryStore store, List<Change> changes) throws Exception {
    Revision unused = store.commit(now(store), changes);
  }

  private static Revision now(DirectoryStore store) {
    return store.changesSince(Revision.NONE).revision();
  }

  @Test
  default void beginsEmptyAtRevisionZero() {
    try (DirectoryStore store = open()) {
      assertThat(store.changesSince(Revision.NONE))
          .isEqualTo(new DirectoryStore.Changes(Revision.NONE, List.of()));
    }
  }

  @Test
  default void aCommitRaisesTheRevisionByOneWhateverItHolds() throws Exception {
    try (DirectoryStore store = open()) {
      Revision first = store.commit(Revision.NONE, List.of(user("1", "a"), user("2", "b")));
      Revision second = store.commit(first, List.of(user("3", "c")));
      assertThat(List.of(first.number(), second.number())).containsExactly(1L, 2L);
      assertThat(now(store)).isEqualTo(second);
      assertThat(store.changesSince(Revision.NONE).changes())
          .containsExactlyInAnyOrder(user("1", "a"), user("2", "b"), user("3", "c"));
    }
  }

  @Test
  default void aCommitOnAnOldRevisionIsRefusedAndWritesNothing() throws Exception {
    try (DirectoryStore store = open()) {
      store.commit(Revision.NONE, List.of(user("1", "a")));

      assertThatThrownBy(() -> store.commit(Revision.NONE, List.of(user("2", "b"))))
          .isInstanceOf(StaleRevisionException.class);
      assertThatThrownBy(() -> store.commit(new Revision(7, "x"), List.of(user("2", "b"))))
          .isInstanceOf(StaleRevisionException.class);
      assertThat(store.changesSince(Revision.NONE).changes()).containsExactly(user("1", "a"));
    }
  }

  @Test
  default void aNameThatIsTakenRefusesTheWholeCommit() throws Exception {
    try (DirectoryStore store = open()) {
      Revision first = store.commit(Revision.NONE, List.of(user("1", "lucy")));

      assertThatThrownBy(() -> store.commit(first, List.of(user("2", "fred"), user("3", "lucy"))))
          .isInstanceOf(StoreException.class);
      assertThat(store.changesSince(Revision.NONE))
          .isEqualTo(new DirectoryStore.Changes(first, List.of(user("1", "lucy"))));
    }
  }

  @Test
  default void aNameIsTakenWithinItsKindAndAccountOnly() throws Exception {
    Change.Put elsewhere = new Change.Put("user", "2", "210987654321", Optional.of("lucy"), "{}");
    Change.Put policy = new Change.Put("policy", "3", ACCOUNT, Optional.of("lucy"), "{}");
    try (DirectoryStore store = open()) {
      store.commit(Revision.NONE, List.of(user("1", "lucy"), elsewhere, policy));

      assertThat(store.changesSince(Revision.NONE).changes()).hasSize(3);
    }
  }

  @Test
  default void aRemovedOnesNameIsFreeAndSoIsItsId() throws Exception {
    try (DirectoryStore store = open()) {
      store.commit(Revision.NONE, List.of(user("1", "lucy")));
      store.commit(now(store), List.of(new Change.Remove("user", "1"), user("2", "lucy")));
      store.commit(now(store), List.of(user("1", "fred")));

      assertThat(store.changesSince(Revision.NONE).changes())
          .containsExactlyInAnyOrder(user("2", "lucy"), user("1", "fred"));
    }
  }

  @Test
  default void severalChangesOfOneRowCountInTheirOrder() throws Exception {
    try (DirectoryStore store = open()) {
      store.commit(
          Revision.NONE,
          List.of(user("1", "a"), new Change.Remove("user", "1"), user("1", "b"), user("1", "c")));

      assertThat(store.changesSince(Revision.NONE).changes()).containsExactly(user("1", "c"));
    }
  }

  @Test
  default void ofWritersAtOneRevisionExactlyOneWins() throws Exception {
    int writers = 5;
    int each = 20;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try (DirectoryStore store = open()) {
      List<Callable<Set<Revision>>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String writer = "writer" + i;
        tasks.add(() -> commitEach(store, writer, each));
      }
      Set<Revision> revisions = new HashSet<>();
      for (Future<Set<Revision>> won : threads.invokeAll(tasks)) {
        revisions.addAll(won.get());
      }
      assertThat(revisions).hasSize(100);
      assertThat(now(store).number()).isEqualTo(100);
      assertThat(store.changesSince(Revision.NONE).changes()).hasSize(100);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Set<Revision> commitEach(DirectoryStore store, String writer, int times) {
    Set<Revision> revisions = new HashSet<>();
    while (revisions.size() < times) {
      String id = writer + "-" + revisions.size();
      try {
        revisions.add(store.commit(now(store), List.of(user(id, id))));
      } catch (StaleRevisionException e) {
        // Another was first; look again.
      }
    }
    return revisions;
  }
}

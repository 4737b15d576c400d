package io.ostiary.realm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every directory store tells of its rows, however they are changed; the test of each store
 * implements this.
 */
interface DirectoryReadingContract {
  String ACCOUNT = "123456789012";

  /** Opens the store of this test, the same one each time; an earlier one is closed by then. */
  DirectoryStore open() throws Exception;

  /** Changes what the store holds, in the way in which people do, and has it take that in. */
  void change(DirectoryStore store, List<Change> changes) throws Exception;

  static Change.Put user(String id, String name) {
    return user(id, name, "{}");
  }

  static Change.Put user(String id, String name, String body) {
    return new Change.Put("user", id, ACCOUNT, Optional.of(name), body);
  }

  private static DirectoryStore.Changes all(DirectoryStore store) {
    return store.changesSince(Revision.NONE);
  }

  @Test
  default void onlyWhatChangedSinceIsTold() throws Exception {
    try (DirectoryStore store = open()) {
      change(store, List.of(user("1", "a"), user("2", "b"), user("3", "c")));
      Revision first = all(store).revision();
      change(store, List.of(user("2", "b", "{\"x\":1}"), new Change.Remove("user", "3")));
      Revision second = all(store).revision();

      assertThat(second.number()).isEqualTo(first.number() + 1);
      assertThat(store.changesSince(first).changes())
          .containsExactlyInAnyOrder(user("2", "b", "{\"x\":1}"), new Change.Remove("user", "3"));
      assertThat(store.changesSince(second))
          .isEqualTo(new DirectoryStore.Changes(second, List.of()));
      assertThat(all(store).changes())
          .containsExactlyInAnyOrder(user("1", "a"), user("2", "b", "{\"x\":1}"));
    }
  }

  @Test
  default void everythingIsThereAfterReopening() throws Exception {
    Change.Put strange = user("x", "y", "{\"text\":\"é\\u0000'\\\\\uD83D\uDE00%\"}");
    Change.Put large = user("l", "large", "{\"t\":\"" + "x".repeat(200_000) + "\"}");
    Change.Put nameless =
        new Change.Put("attachment", "a/b", ACCOUNT, Optional.empty(), "{\"k\":[]}");
    try (DirectoryStore store = open()) {
      change(store, List.of(strange, large, nameless));
    }
    try (DirectoryStore store = open()) {
      assertThat(all(store).changes()).containsExactlyInAnyOrder(strange, large, nameless);
    }
  }

  @Test
  default void idsThatDifferByCaseOnlyAreDifferent() throws Exception {
    try (DirectoryStore store = open()) {
      change(store, List.of(user("id", "a"), user("ID", "b")));
      assertThat(all(store).changes()).hasSize(2);
      change(store, List.of(new Change.Remove("user", "ID")));

      assertThat(all(store).changes()).containsExactly(user("id", "a"));
    }
  }

  @Test
  default void namesAreComparedExactlySinceTheWriterFoldsThem() throws Exception {
    try (DirectoryStore store = open()) {
      change(store, List.of(user("1", "lucy"), user("2", "Lucy"), user("3", "lucy ")));

      assertThat(all(store).changes()).hasSize(3);
    }
  }

  @Test
  default void aHistoryThatWentAnotherWayIsRefused() throws Exception {
    try (DirectoryStore store = open()) {
      change(store, List.of(user("1", "a")));
      Revision first = all(store).revision();
      change(store, List.of(user("2", "b")));
      Revision second = all(store).revision();

      assertThat(store.changesSince(first).changes()).containsExactly(user("2", "b"));
      assertThatThrownBy(() -> store.changesSince(new Revision(first.number(), "other")))
          .isInstanceOf(LostRevisionException.class)
          .hasMessageContaining(
              "at revision %s, but not by way of revision %s".formatted(second, first));
      assertThatThrownBy(() -> store.changesSince(new Revision(second.number(), "other")))
          .isInstanceOf(LostRevisionException.class);
      assertThatThrownBy(() -> store.changesSince(new Revision(57, "later")))
          .isInstanceOf(LostRevisionException.class)
          .hasMessageContaining("went back from revision 57 to " + second);
    }
  }
}

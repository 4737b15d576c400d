package io.ostiary.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.Batch;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Writes as administrators make them, each told once it was acknowledged, in lines of two words;
 * and what must be true afterwards, whatever became of the process or the database.
 */
final class AcknowledgedWrites {
  private final LiveDirectory directory;
  private final Consumer<String> told;

  AcknowledgedWrites(LiveDirectory directory, Consumer<String> told) {
    this.directory = directory;
    this.told = told;
  }

  /** Two users at once, a key for one of them, which every other time is revoked. */
  void make(String name, boolean revoke) {
    directory.execute(new Batch(List.of(user(name + "-left"), user(name + "-right"))));
    told.accept("pair " + name);
    NewAccessKey key = directory.execute(new CreateAccessKey(Realms.ACCOUNT, name + "-left"));
    told.accept("key " + key.key().id());
    if (revoke) {
      told.accept("revoking " + key.key().id());
      directory.execute(new DeleteAccessKey(Realms.ACCOUNT, name + "-left", key.key().id()));
      told.accept("revoked " + key.key().id());
    }
  }

  private static CreateUser user(String name) {
    return new CreateUser(Realms.ACCOUNT, "/", name, Map.of());
  }

  /** No acknowledged change is lost, none is there by half, no revoked key works again. */
  static void requireAll(List<String> lines, Directory directory) {
    Set<String> users = new HashSet<>();
    directory.users(Realms.ACCOUNT).forEach(user -> users.add(user.name()));
    assertThat(users).containsAll(those(lines, "pair", name -> name + "-left"));
    assertThat(users).containsAll(those(lines, "pair", name -> name + "-right"));
    for (User user : directory.users(Realms.ACCOUNT)) {
      assertThat(users).as("half of a pair").contains(otherHalf(user.name()));
    }
    Predicate<String> isKnown = id -> directory.accessKey(id).isPresent();
    List<String> begun = those(lines, "revoking", id -> id);
    assertThat(those(lines, "key", id -> id))
        .filteredOn(id -> !begun.contains(id))
        .as("acknowledged keys")
        .allMatch(isKnown);
    assertThat(those(lines, "revoked", id -> id)).as("revoked keys").noneMatch(isKnown);
    assertThat(directory.accessKey(Realms.ROOT_KEY)).isPresent();
  }

  private static String otherHalf(String name) {
    return name.endsWith("-left")
        ? name.substring(0, name.length() - "left".length()) + "right"
        : name.substring(0, name.length() - "right".length()) + "left";
  }

  private static List<String> those(List<String> lines, String word, UnaryOperator<String> change) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(word + " ")) {
        found.add(change.apply(line.substring(word.length() + 1)));
      }
    }
    return found;
  }
}

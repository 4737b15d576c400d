package io.ostiary.realm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.store.OnceStore.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of what may happen once does; the test of each implements this. */
interface OnceStoreContract {
  Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  Instant LATER = NOON.plusSeconds(60);

  /** Opens the store of this test, the same one each time. */
  RealmStore open();

  /** A clock that a test moves. */
  final class Hands implements InstantSource {
    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }
  }

  @Test
  default void whatMayHappenOnceHappensOnce() {
    try (RealmStore store = open()) {
      OnceStore once = store.once(new Hands());
      assertThat(once.claim("totp", "AIDA1/59", LATER)).isTrue();
      assertThat(once.claim("totp", "AIDA1/59", LATER)).isFalse();
      assertThat(once.claim("totp", "AIDA1/60", LATER)).isTrue();
      assertThat(once.claim("totp", "aida1/59", LATER)).isTrue();
      assertThat(once.claim("code", "AIDA1/59", LATER)).isTrue();
      assertThat(once.claim("code", "x".repeat(100_000), LATER)).isTrue();
    }
  }

  @Test
  default void whatHappenedIsKnownAfterReopening() {
    try (RealmStore store = open()) {
      assertThat(store.once(new Hands()).claim("totp", "1", LATER)).isTrue();
    }
    try (RealmStore store = open()) {
      assertThat(store.once(new Hands()).claim("totp", "1", LATER)).isFalse();
    }
  }

  @Test
  default void ofManyAtOnceOnTwoNodesExactlyOneIsFirst() throws Exception {
    try (RealmStore store = open()) {
      List<OnceStore> nodes = List.of(store.once(new Hands()), store.once(new Hands()));
      List<Callable<Boolean>> claims = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        OnceStore node = nodes.get(i % 2);
        String key = "thing " + i / 40;
        claims.add(() -> node.claim("code", key, LATER));
      }
      assertThat(atOnce(claims)).filteredOn(first -> first).hasSize(10);
    }
  }

  @Test
  default void attemptsAreCountedUntilOneSucceedsOrTheirTimeIsOver() {
    try (RealmStore store = open()) {
      Hands clock = new Hands();
      OnceStore once = store.once(clock);
      assertThat(once.attempt("password", "lucy", LATER)).isEqualTo(1);
      assertThat(once.attempt("password", "lucy", LATER)).isEqualTo(2);
      assertThat(once.attempt("password", "fred", LATER)).isEqualTo(1);
      assertThat(once.attempt("totp", "lucy", LATER)).isEqualTo(1);
      once.succeeded("password", "lucy");
      assertThat(once.attempt("password", "lucy", LATER)).isEqualTo(1);
      clock.advance(Duration.ofSeconds(59));
      assertThat(once.attempt("password", "lucy", LATER.plusSeconds(60))).isEqualTo(2);
      clock.advance(Duration.ofSeconds(61));
      assertThat(once.attempt("password", "lucy", LATER.plusSeconds(120))).isEqualTo(1);
    }
  }

  @Test
  default void noAttemptOfManyAtOnceGoesUncounted() throws Exception {
    try (RealmStore store = open()) {
      List<OnceStore> nodes = List.of(store.once(new Hands()), store.once(new Hands()));
      List<Callable<Integer>> attempts = new ArrayList<>();
      Set<Integer> expected = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        OnceStore node = nodes.get(i % 2);
        attempts.add(() -> node.attempt("password", "lucy", LATER));
        expected.add(i + 1);
      }
      assertThat(atOnce(attempts)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void whatIsLongOverIsForgottenAndNothingElse() {
    try (RealmStore store = open()) {
      Hands clock = new Hands();
      JdbcOnceStore once = (JdbcOnceStore) store.once(clock);
      assertThat(once.claim("code", "old", LATER)).isTrue();
      assertThat(once.claim("code", "young", LATER.plusSeconds(3600))).isTrue();
      // Over, but perhaps not by another node's clock.
      clock.advance(Duration.ofMinutes(60));
      once.tidy();
      assertThat(once.claim("code", "old", LATER)).isFalse();
      clock.advance(Duration.ofMinutes(2));
      once.tidy();
      assertThat(once.claim("code", "old", LATER)).isTrue();
      assertThat(once.claim("code", "young", LATER)).isFalse();
    }
  }

  @Test
  default void theLastUseIsToldAtOnceAndKept() {
    LastUse first = new LastUse(NOON, "s3", "us-east-1");
    try (RealmStore store = open()) {
      OnceStore once = store.once(new Hands());
      once.used("AKIA1", NOON, "s3", "us-east-1");
      assertThat(once.lastUses(List.of("AKIA1", "AKIA2"))).containsOnly(entry("AKIA1", first));
      assertThat(once.lastUses(List.of())).isEmpty();
    }
    try (RealmStore store = open()) {
      assertThat(store.once(new Hands()).lastUses(List.of("AKIA1")))
          .containsOnly(entry("AKIA1", first));
    }
  }

  @Test
  default void usesCloseToEachOtherAreOneUnlessTheyDiffer() {
    try (RealmStore store = open()) {
      OnceStore once = store.once(new Hands());
      once.used("AKIA1", NOON, "s3", "us-east-1");
      once.used("AKIA1", NOON.plusSeconds(30), "s3", "us-east-1");
      once.used("AKIA2", NOON, "s3", "us-east-1");
      once.used("AKIA2", NOON.plusSeconds(30), "iam", "us-east-1");
      once.used("AKIA3", NOON, "s3", "us-east-1");
      once.used("AKIA3", NOON.plusSeconds(61), "s3", "us-east-1");
      assertThat(once.lastUses(List.of("AKIA1", "AKIA2", "AKIA3")))
          .containsOnly(
              entry("AKIA1", new LastUse(NOON, "s3", "us-east-1")),
              entry("AKIA2", new LastUse(NOON.plusSeconds(30), "iam", "us-east-1")),
              entry("AKIA3", new LastUse(NOON.plusSeconds(61), "s3", "us-east-1")));
    }
  }

  @Test
  default void theLaterOfTwoNodesUsesStays() {
    try (RealmStore store = open()) {
      JdbcOnceStore here = (JdbcOnceStore) store.once(new Hands());
      JdbcOnceStore there = (JdbcOnceStore) store.once(new Hands());
      here.used("AKIA1", LATER, "iam", "us-east-1");
      there.used("AKIA1", NOON, "s3", "us-east-1");
      here.writeUses();
      there.writeUses();
      assertThat(store.once(new Hands()).lastUses(List.of("AKIA1")))
          .containsOnly(entry("AKIA1", new LastUse(LATER, "iam", "us-east-1")));
      there.used("AKIA1", LATER.plusSeconds(600), "sts", "us-east-1");
      there.writeUses();
      assertThat(here.lastUses(List.of("AKIA1")).values())
          .extracting(LastUse::service)
          .containsExactly("sts");
    }
  }

  private static Map.Entry<String, LastUse> entry(String id, LastUse use) {
    return Map.entry(id, use);
  }
}

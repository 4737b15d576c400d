package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The key pairs of an account's web identity tokens, oldest first. Whoever verifies tokens keeps
 * the public halves for a while, so each is shown for a day before it is used, and for one after
 * the last of its tokens is over.
 */
public record WebIdentityKeys(List<WebIdentityKey> oldestFirst) {
  /** No token lasts longer. */
  public static final Duration LONGEST_TOKEN = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  private static final Rotation<WebIdentityKey> ROTATION =
      new Rotation<>(WebIdentityKey::createdAt, Duration.ofDays(30), DAY, LONGEST_TOKEN.plus(DAY));

  public WebIdentityKeys {
    List<WebIdentityKey> sorted = new ArrayList<>(oldestFirst);
    sorted.sort(Comparator.comparing(WebIdentityKey::createdAt).thenComparing(WebIdentityKey::id));
    oldestFirst = List.copyOf(sorted);
  }

  private List<WebIdentityKey> by(SigningAlgorithm algorithm) {
    return oldestFirst.stream().filter(key -> key.algorithm() == algorithm).toList();
  }

  /** The key to sign with; empty if none was made yet. */
  public Optional<WebIdentityKey> signing(SigningAlgorithm algorithm, Instant now) {
    return ROTATION.current(by(algorithm), now);
  }

  /** The algorithms that want a new key pair. */
  public Set<SigningAlgorithm> due(Instant now) {
    Set<SigningAlgorithm> due = EnumSet.noneOf(SigningAlgorithm.class);
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      if (ROTATION.needsNew(by(algorithm), now)) {
        due.add(algorithm);
      }
    }
    return due;
  }

  /** Whether it is time for {@link RotateWebIdentityKeys}. */
  public boolean isRotationDue(Instant now) {
    return !due(now).isEmpty() || !retired(now).isEmpty();
  }

  /** The keys of which every token is over. */
  List<WebIdentityKey> retired(Instant now) {
    List<WebIdentityKey> retired = new ArrayList<>();
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      retired.addAll(ROTATION.retired(by(algorithm), now));
    }
    return retired;
  }
}

package io.ostiary.realm;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Realms as tests open them. */
public final class Realms {
  public static final String ACCOUNT = "123456789012";
  public static final String ROOT_KEY = "AKIAIOSFODNN7EXAMPLE";
  public static final String ROOT_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  private Realms() {}

  public static RealmSettings settings(Path data) {
    return new RealmSettings(
        data,
        Optional.of(ACCOUNT),
        "aws",
        Optional.empty(),
        Optional.of(ROOT_KEY),
        Optional.of(ROOT_SECRET));
  }

  public static Realm open(Path data) {
    return open(settings(data));
  }

  public static Realm open(RealmSettings settings) {
    return Realm.open(settings, CLOCK, new SecureRandom());
  }
}

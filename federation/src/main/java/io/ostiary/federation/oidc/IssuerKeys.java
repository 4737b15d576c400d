package io.ostiary.federation.oidc;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one provider's issuer, fetched where its discovery document says and kept for a
 * while: usually a quarter of an hour, of which the last minute is used to fetch them anew by the
 * way. If the issuer does not answer then, they go on for some hours. A token with a key that
 * nobody knows makes them be fetched too, though once in half a minute at most. Safe for any number
 * of threads.
 */
final class IssuerKeys {
  /** The last part of the time for which keys are fresh, in which they are fetched ahead. */
  private static final int AHEAD = 15;

  static final Duration BETWEEN = Duration.ofSeconds(30);
  static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration DISCOVERED = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());

  /** What of a provider decides where its keys come from. */
  record Origin(
      String providerArn,
      String issuer,
      Optional<String> jwksUri,
      Set<String> hosts,
      List<String> thumbprints,
      Duration fresh,
      Duration outage) {}

  private record Known(KeySet keys, Instant at) {}

  private record Discovered(URI jwksUri, Instant at) {}

  private final Origin origin;
  private final IssuerHttp http;
  private final Executor executor;
  private final InstantSource clock;

  private volatile @Nullable Known known;
  private @Nullable Discovered discovered;
  private @Nullable CompletableFuture<KeySet> fetching;
  private Instant notBefore = Instant.MIN;
  private Instant nextExtra = Instant.MIN;

  IssuerKeys(Origin origin, IssuerHttp http, Executor executor, InstantSource clock) {
    this.origin = origin;
    this.http = http;
    this.executor = executor;
    this.clock = clock;
  }

  /** The keys as known, without asking anybody. */
  @Nullable KeySet known() {
    Known now = known;
    return now == null ? null : now.keys;
  }

  /** Whether keys are known that need no fetching. */
  boolean areFresh(Instant now) {
    Known current = known;
    return current != null && now.isBefore(current.at.plus(origin.fresh));
  }

  /** The keys, fetched if they are not known or no longer fresh. */
  KeySet current() throws IOException {
    Known before = known;
    Instant now = clock.instant();
    Instant end = before == null ? Instant.MIN : before.at.plus(origin.fresh);
    if (before != null && now.isBefore(end)) {
      if (!now.isBefore(end.minus(origin.fresh.dividedBy(AHEAD)))) {
        // Nobody waits for it.
        CompletableFuture<KeySet> unused = begin(now);
      }
      return before.keys;
    }
    try {
      return await(begin(now));
    } catch (IOException e) {
      if (before != null && now.isBefore(end.plus(origin.outage))) {
        return before.keys;
      }
      throw e;
    }
  }

  /** The keys after another look, unless there was one just now: for a key that nobody knows. */
  KeySet again(KeySet without) throws IOException {
    Known before = known;
    if (before != null && before.keys != without) {
      return before.keys;
    }
    Instant now = clock.instant();
    synchronized (this) {
      if (now.isBefore(nextExtra)) {
        return without;
      }
      nextExtra = now.plus(BETWEEN);
    }
    return await(begin(now));
  }

  private synchronized CompletableFuture<KeySet> begin(Instant now) {
    if (fetching != null && !fetching.isDone()) {
      return fetching;
    }
    if (now.isBefore(notBefore)) {
      return CompletableFuture.failedFuture(
          new IOException("the keys of `%s` could not be fetched".formatted(origin.issuer)));
    }
    fetching = CompletableFuture.supplyAsync(this::fetch, executor);
    return fetching;
  }

  private static KeySet await(CompletableFuture<KeySet> fetching) throws IOException {
    try {
      return fetching.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("the issuer's keys are still being fetched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the issuer's keys were fetched", e);
    }
  }

  /** One at a time. */
  private KeySet fetch() {
    try {
      KeySet fetched = KeySet.read(http.get(jwksUri(), origin.thumbprints));
      Known before = known;
      KeySet keys = before != null && before.keys.isSameAs(fetched) ? before.keys : fetched;
      known = new Known(keys, clock.instant());
      return keys;
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        notBefore = clock.instant().plus(AFTER_FAILURE);
        discovered = null;
      }
      LOG.log(System.Logger.Level.WARNING, "no keys of `" + origin.issuer + "`: " + e.getMessage());
      throw new CompletionException(e);
    }
  }

  private URI jwksUri() throws IOException {
    if (origin.jwksUri.isPresent()) {
      return URI.create(origin.jwksUri.get());
    }
    Discovered before;
    synchronized (this) {
      before = discovered;
    }
    Instant now = clock.instant();
    if (before != null && now.isBefore(before.at.plus(DISCOVERED))) {
      return before.jwksUri;
    }
    URI found =
        Discovery.of(origin.issuer, origin.hosts, origin.thumbprints, http).endpoint("jwks_uri");
    synchronized (this) {
      discovered = new Discovered(found, now);
    }
    return found;
  }
}

package io.ostiary.endpoint.login;

import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.Realm;
import io.ostiary.realm.credential.Tickets;
import io.ostiary.realm.store.OnceStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Attempts to sign in by a provider, each in a cookie of its own, so that a browser may make
 * several at once. One random number makes an attempt; whatever else it takes is derived from that,
 * so nothing is kept here until the browser is back, and then only that it was.
 */
final class Attempts {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 5;
  private static final int RANDOM_BYTES = 32;
  private static final int PARTS = 4;
  private static final int LABEL_LENGTH = 8;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /**
   * What a cookie says.
   *
   * @param begun in milliseconds since 1970
   * @param to where to go after all
   */
  record Attempt(String random, long begun, String providerArn, String to) {}

  private final String flow;
  private final boolean fromElsewhere;
  private final Tickets tickets;
  private final OnceStore once;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * Attempts by one kind of provider.
   *
   * @param flow tells them from those by another kind
   * @param fromElsewhere whether the provider's own page makes the browser send a form to us
   */
  Attempts(
      String flow, boolean fromElsewhere, Realm realm, InstantSource clock, SecureRandom random) {
    this.flow = flow;
    this.fromElsewhere = fromElsewhere;
    this.tickets = realm.tickets();
    this.once = realm.once();
    this.clock = clock;
    this.random = random;
  }

  /** Begins one; of more than a few the oldest is over. */
  Attempt begin(Visit visit, String providerArn) throws RejectedRequestException {
    forgetOldest(visit);
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    Instant now = clock.instant();
    Attempt attempt =
        new Attempt(
            BASE64.encodeToString(bytes), now.toEpochMilli(), providerArn, visit.returnPath());
    String text =
        String.join(
            "\n",
            attempt.random(),
            Long.toString(attempt.begun()),
            attempt.providerArn(),
            attempt.to());
    String ticket = tickets.issue(purpose("attempt"), text, now.plus(LONGEST));
    cookie(state(attempt)).set(visit.request(), visit.response(), ticket, LONGEST);
    return attempt;
  }

  private void forgetOldest(Visit visit) throws RejectedRequestException {
    Set<String> labels = BrowserCookie.labels(visit.request(), flow + '-');
    if (labels.size() < MOST) {
      return;
    }
    TreeMap<Long, BrowserCookie> open = new TreeMap<>(Comparator.naturalOrder());
    for (String label : labels) {
      BrowserCookie cookie = new BrowserCookie(label, fromElsewhere);
      Optional<Attempt> attempt = cookie.read(visit.request()).flatMap(this::opened);
      if (attempt.isPresent()) {
        open.put(attempt.get().begun(), cookie);
      } else {
        cookie.clear(visit.request(), visit.response());
      }
    }
    while (open.size() >= MOST) {
      open.pollFirstEntry().getValue().clear(visit.request(), visit.response());
    }
  }

  /** What the provider brings back unchanged, by which an attempt is found again. */
  String state(Attempt attempt) {
    return derived("state", attempt);
  }

  /** What comes of an attempt for a purpose, and of no other; nobody else can tell it. */
  String derived(String what, Attempt attempt) {
    return tickets.derive(purpose(what), attempt.random());
  }

  /** Whether something was derived of an attempt for a purpose. */
  boolean isDerived(String what, Attempt attempt, String given) {
    return tickets.isDerived(purpose(what), attempt.random(), given);
  }

  private String purpose(String what) {
    return flow + ' ' + what;
  }

  /** Ends the attempt of this browser that an answer belongs to; the first answer only has one. */
  Optional<Attempt> end(Visit visit, String state) throws RejectedRequestException {
    if (state.length() < LABEL_LENGTH || !state.chars().allMatch(Attempts::isOfBase64)) {
      return Optional.empty();
    }
    BrowserCookie cookie = cookie(state);
    Optional<Attempt> attempt =
        cookie
            .read(visit.request())
            .flatMap(this::opened)
            .filter(begun -> isDerived("state", begun, state));
    if (attempt.isPresent()) {
      cookie.clear(visit.request(), visit.response());
    }
    Instant until = clock.instant().plus(LONGEST);
    return attempt.filter(begun -> once.claim(flow + "-attempt", begun.random(), until));
  }

  private static boolean isOfBase64(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private BrowserCookie cookie(String state) {
    return new BrowserCookie(flow + '-' + state.substring(0, LABEL_LENGTH), fromElsewhere);
  }

  private Optional<Attempt> opened(String ticket) {
    return tickets
        .open(purpose("attempt"), ticket, clock.instant())
        .map(text -> text.split("\n", PARTS))
        .filter(parts -> parts.length == PARTS)
        .map(parts -> new Attempt(parts[0], Long.parseLong(parts[1]), parts[2], parts[3]));
  }
}

package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.Directory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who came in lately, as the current snapshot of the directory has them: to put a principal
 * together costs more than most of what else is done for a request. Nothing is remembered beyond
 * its snapshot, nor of whom no signature or token held.
 */
final class KnownPrincipals {
  private static final int MOST = 4_096;

  /**
   * A principal.
   *
   * @param proof the very access key with its owner, or session, that it was made of
   */
  private record Known(Object proof, AuthenticatedPrincipal principal) {}

  private record OnSnapshot(Directory snapshot, Map<String, Known> byName) {}

  private volatile @Nullable OnSnapshot current;

  /**
   * The principal of an access key or session that proved to be good.
   *
   * @param name where to look: the access key's id, or a session's that has no key
   * @param make how it is made of these alone
   */
  AuthenticatedPrincipal get(
      Directory snapshot, String name, Object proof, Supplier<AuthenticatedPrincipal> make) {
    Map<String, Known> known = on(snapshot);
    Known before = known.get(name);
    if (before != null && before.proof == proof) {
      return before.principal;
    }
    AuthenticatedPrincipal principal = make.get();
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(name, new Known(proof, principal));
    return principal;
  }

  /**
   * The standing of a session. What the directory says of one whose principal is known was asked
   * already; only the time goes on.
   *
   * @param name where its principal would be
   */
  SessionStanding standing(Directory snapshot, String name, OpenSession open, Instant now) {
    Known before = on(snapshot).get(name);
    return before != null && before.proof == open.session()
        ? SessionStanding.of(open.session(), now)
        : SessionStanding.of(open, snapshot, now);
  }

  /** The owner of an access key that was used, if the principal was made of it. */
  @Nullable AccessKeyOwner owner(Directory snapshot, String accessKeyId) {
    Known before = on(snapshot).get(accessKeyId);
    return before != null && before.proof instanceof AccessKeyOwner owner ? owner : null;
  }

  private Map<String, Known> on(Directory snapshot) {
    OnSnapshot known = current;
    if (known == null || known.snapshot != snapshot) {
      known = new OnSnapshot(snapshot, new ConcurrentHashMap<>());
      current = known;
    }
    return known.byName;
  }
}

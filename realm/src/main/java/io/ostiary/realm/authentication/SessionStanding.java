package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a session is good, as a directory stands; asked anew whenever that has changed. */
enum SessionStanding {
  GOOD,
  /** Its time is over. */
  EXPIRED,
  /** It was ended, or what it came from is gone. */
  ENDED;

  /** How far a node's clock may be ahead of the one that checks. */
  private static final Duration CLOCK_SKEW = RevokeSessions.CLOCK_SKEW;

  static SessionStanding of(OpenSession open, Directory directory, Instant now) {
    return isEnded(open, directory) ? ENDED : of(open.session(), now);
  }

  /** The standing of a session that the directory of the moment does not end. */
  static SessionStanding of(Session session, Instant now) {
    if (session.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
      return ENDED;
    }
    return now.isBefore(session.expiresAt()) ? GOOD : EXPIRED;
  }

  private static boolean isEnded(OpenSession open, Directory directory) {
    Session session = open.session();
    return !open.isUnderKeyOf(directory)
        || !hasPrincipal(session, directory)
        || !hasOrigin(session.chain(), directory)
        || isRevoked(session, directory)
        || isEndedByProvider(open, directory);
  }

  private static boolean hasPrincipal(Session session, Directory directory) {
    Optional<Account> account = directory.account(session.accountId()).filter(Account::open);
    if (account.isEmpty()) {
      return false;
    }
    if (session.kind() == Session.Kind.ROLE) {
      return directory.roleById(session.principalId()).isPresent();
    }
    return session.isRoot()
        ? account.get().rootEnabled()
        : directory.userById(session.principalId()).isPresent();
  }

  /**
   * A key that is gone or switched off, a password or user that is, takes along what came of it.
   */
  private static boolean hasOrigin(Session.Chain chain, Directory directory) {
    Session.Origin origin = chain.origin();
    return switch (origin.type()) {
      case ACCESS_KEY -> directory.accessKey(origin.id()).filter(AccessKey::active).isPresent();
      case LOGIN -> {
        Optional<User> user = directory.userById(origin.id());
        yield user.flatMap(directory::loginProfile).isPresent();
      }
      case IDENTITY_STORE ->
          chain.earlier().isEmpty()
              || !isUsers(chain.earlier().get(0))
              || directory.userById(chain.earlier().get(0)).isPresent();
      case WEB_IDENTITY, SAML, SERVICE -> true;
    };
  }

  /** Of the {@code aws:userid}s a user's alone has one part. */
  private static boolean isUsers(String userId) {
    return userId.indexOf(':') < 0;
  }

  private static boolean isRevoked(Session session, Directory directory) {
    Session.Chain chain = session.chain();
    if (isRevoked(session.accessKeyId(), session, directory)
        || isRevoked(session.principalId(), session, directory)
        || isRevoked(chain.origin().id(), session, directory)
        || isOwnerRevoked(chain.origin(), session, directory)) {
      return true;
    }
    for (String earlier : chain.earlier()) {
      int colon = earlier.indexOf(':');
      if (isRevoked(colon < 0 ? earlier : earlier.substring(0, colon), session, directory)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwnerRevoked(
      Session.Origin origin, Session session, Directory directory) {
    return origin.type() == Session.Origin.Type.ACCESS_KEY
        && directory
            .accessKey(origin.id())
            .filter(key -> isRevoked(key.ownerId(), session, directory))
            .isPresent();
  }

  private static boolean isEndedByProvider(OpenSession open, Directory directory) {
    for (String id : open.endings()) {
      if (isRevoked(id, open.session(), directory)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRevoked(String id, Session session, Directory directory) {
    return directory
        .sessionRevocation(id)
        .filter(revocation -> revocation.ends(session.issuedAt(), session.revision()))
        .isPresent();
  }
}

package io.ostiary.realm.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.OpenSession;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Session.Chain;
import io.ostiary.realm.authentication.Session.Kind;
import io.ostiary.realm.authentication.Session.Origin;
import io.ostiary.realm.authentication.Session.Use;
import io.ostiary.realm.authentication.SessionReader;
import io.ostiary.realm.credential.FreshSession;
import io.ostiary.realm.credential.SessionSecrets;
import io.ostiary.realm.credential.SessionToken;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.SessionKey;
import io.ostiary.realm.directory.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Seals sessions into tokens and opens these again. Nothing of a session is kept: any node that
 * knows the keys opens what another sealed. What was opened is remembered.
 */
public final class Sessions implements SessionReader {
  private static final long MOST_REMEMBERED_BYTES = 64L << 20;

  /** What a remembered session takes besides its policy, about. */
  private static final int OVERHEAD = 3_000;

  private final LiveDirectory directory;
  private final SessionSecrets secrets;
  private final InstantSource clock;
  private final Optional<SessionKey> ownKey;
  private final Map<Use, String> bindings = new EnumMap<>(Use.class);
  private final Cache<TokenText, RememberedSession> memory;

  /**
   * Makes sessions of an installation.
   *
   * @param issuer tells the installation from others, whose tokens are not accepted
   * @param ownKey whether to seal under a key that only this node has, as long as it runs; for a
   *     directory that takes no keys
   */
  public Sessions(
      LiveDirectory directory,
      SessionSecrets secrets,
      String issuer,
      InstantSource clock,
      boolean ownKey) {
    this.directory = directory;
    this.secrets = secrets;
    this.clock = clock;
    this.ownKey = ownKey ? Optional.of(ownKey(secrets, clock.instant())) : Optional.empty();
    this.memory =
        Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED_BYTES)
            .weigher((TokenText text, RememberedSession session) -> weight(session.session()))
            .build();
    for (Use use : Use.values()) {
      bindings.put(use, "ostiary session token\n" + use + '\n' + issuer);
    }
  }

  private static SessionKey ownKey(SessionSecrets secrets, Instant now) {
    String id = secrets.drawKeyId();
    return new SessionKey(id, "", now, secrets.makeKey(id));
  }

  private static int weight(Session session) {
    return OVERHEAD + 20 * session.policy().map(String::length).orElse(0);
  }

  @Override
  public Optional<OpenSession> open(String token, Use use, Directory snapshot) {
    if (token.length() > SessionToken.LONGEST) {
      return Optional.empty();
    }
    TokenText text = new TokenText(token, use);
    RememberedSession remembered = memory.getIfPresent(text);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<RememberedSession> opened = decrypt(token, use, snapshot);
    opened.ifPresent(session -> memory.put(text, session));
    return opened.map(session -> session);
  }

  private Optional<RememberedSession> decrypt(String text, Use use, Directory snapshot) {
    Optional<SessionToken> token = SessionToken.parse(text);
    Optional<SessionKey> own =
        token.flatMap(parsed -> ownKey.filter(key -> key.id().equals(parsed.keyId())));
    Optional<SessionKey> key =
        own.or(() -> token.flatMap(parsed -> snapshot.sessionKey(parsed.keyId())));
    if (token.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return secrets
        .open(token.get(), key.get().secret(), binding(use))
        .flatMap(content -> SessionContent.read(content, use))
        .map(
            session ->
                new RememberedSession(
                    session,
                    key.get().id(),
                    own.isPresent(),
                    new SessionSigningKeys(
                        secrets, token.get().withoutContent(), key.get(), session.accessKeyId())));
  }

  /** What a token is bound to. */
  private String binding(Use use) {
    return Objects.requireNonNull(bindings.get(use));
  }

  /** The account that an access key's id names, be it a user's or a session's. */
  public Optional<String> accountOf(String accessKeyId) {
    return secrets.accountOf(accessKeyId);
  }

  /** Draws the access key id of a session to be made. */
  String drawAccessKeyId(String accountId) {
    return secrets.drawAccessKeyId(accountId);
  }

  /** The time from which a session made now counts. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Seals a session.
   *
   * @throws SessionException if it is too large for a token, or there is no key to seal with
   */
  SessionCredentials issue(Session session) {
    SessionKey key =
        directory
            .snapshot()
            .sessionKeys()
            .sealing(clock.instant())
            .or(() -> ownKey)
            .orElseThrow(
                () ->
                    new SessionException(
                        SessionException.Code.SERVICE_UNAVAILABLE,
                        "There is no key to seal sessions with yet; try again."));
    FreshSession fresh =
        secrets.seal(
            key.id(),
            key.secret(),
            binding(session.use()),
            session.accessKeyId(),
            SessionContent.write(session));
    if (fresh.revealToken().length() > SessionToken.LONGEST) {
      throw new SessionException(
          SessionException.Code.PACKED_POLICY_TOO_LARGE,
          "The session does not fit its token; pass fewer or shorter policies, tags and names.");
    }
    return new SessionCredentials(session.accessKeyId(), fresh, session.expiresAt());
  }

  /**
   * Makes the browser session of a user who logged in by password.
   *
   * @param mfa whether a code of an MFA device was shown too
   */
  public SessionCredentials logIn(User user, boolean mfa, Duration lifetime) {
    return logIn(user, mfa, new Origin(Origin.Type.LOGIN, user.id(), ""), lifetime);
  }

  /**
   * Makes the browser session of a user for whom an identity store vouched.
   *
   * @param mfa whether a code of an MFA device was shown too
   */
  public SessionCredentials logIn(User user, boolean mfa, String storeArn, Duration lifetime) {
    Origin origin = new Origin(Origin.Type.IDENTITY_STORE, storeArn, user.name());
    return logIn(user, mfa, origin, lifetime);
  }

  private SessionCredentials logIn(User user, boolean mfa, Origin origin, Duration lifetime) {
    Instant now = now();
    return issue(
        new Session(
            Kind.USER,
            Use.BROWSER,
            drawAccessKeyId(user.accountId()),
            user.accountId(),
            user.id(),
            "",
            now,
            now.plus(lifetime),
            OptionalLong.of(directory.snapshot().revision()),
            mfa ? Optional.of(now) : Optional.empty(),
            Optional.empty(),
            Map.of(),
            Set.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            new Chain(origin, mfa, List.of())));
  }

  /**
   * Ends the session that a caller is in, if it is in one, on every node.
   *
   * @throws io.ostiary.realm.directory.DirectoryException if that cannot be stored
   */
  public void revoke(AuthenticatedPrincipal caller) {
    caller
        .session()
        .ifPresent(
            session ->
                directory.execute(new RevokeSessions(session.accountId(), session.accessKeyId())));
  }
}

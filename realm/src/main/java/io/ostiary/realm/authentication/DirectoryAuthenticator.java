package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.BearerException.Kind;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.store.OnceStore;
import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignatureException.Reason;
import io.ostiary.signature.SignatureVerifier;
import io.ostiary.signature.SigningKey;
import io.ostiary.signature.VerifiedSignature;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Authenticates against the directory, each time on the one snapshot that is current then. */
public final class DirectoryAuthenticator implements Authenticator {
  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";
  private static final String EXPIRED_TOKEN =
      "The security token included in the request is expired";

  private final LiveDirectory directory;
  private final AccessKeySecrets secrets;
  private final SessionReader sessions;
  private final BearerSessions bearers;
  private final SignatureVerifier verifier;
  private final OnceStore once;
  private final InstantSource clock;
  private final KnownPrincipals known = new KnownPrincipals();

  public DirectoryAuthenticator(
      LiveDirectory directory,
      AccessKeySecrets secrets,
      SessionReader sessions,
      BearerSessions bearers,
      OnceStore once,
      InstantSource clock) {
    this.directory = directory;
    this.secrets = secrets;
    this.sessions = sessions;
    this.bearers = bearers;
    this.verifier = new SignatureVerifier(clock);
    this.once = once;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Evidence evidence) throws SignatureException, IOException {
    Directory snapshot = directory.snapshot();
    if (evidence instanceof Evidence.Signature signature) {
      return verify(signature, snapshot);
    }
    AuthenticatedPrincipal caller =
        evidence instanceof Evidence.Session session
            ? browser(session, snapshot)
            : evidence instanceof Evidence.Bearer bearer
                ? bearer(bearer, snapshot)
                : anonymous(snapshot);
    return new Authentication(caller, Optional.empty());
  }

  private Authentication verify(Evidence.Signature evidence, Directory snapshot)
      throws SignatureException, IOException {
    SignatureClaim claim = evidence.claim();
    evidence.expectation().checkAlgorithm(claim);
    Optional<Signer> signer = signer(claim, snapshot);
    if (signer.isEmpty()) {
      // As much work as for a key that exists; the verifier does its own part likewise.
      secrets.deriveInVain(claim.scope());
      verify(evidence, Optional.empty());
      throw new SignatureException(
          Reason.UNKNOWN_KEY, "The access key does not exist or is inactive.");
    }
    VerifiedSignature verified = verify(evidence, signer.get().keys());
    AuthenticatedPrincipal caller = signer.get().admit(claim.scope().service(), snapshot, known);
    once.used(
        signer.get().usedId(), clock.instant(), claim.scope().service(), claim.scope().region());
    return new Authentication(caller, Optional.of(verified));
  }

  /** Whoever signs with an access key that works. A session token makes it another kind of key. */
  private Optional<Signer> signer(SignatureClaim claim, Directory snapshot) {
    Optional<String> token = claim.sessionToken().filter(text -> !text.isEmpty());
    return token.isPresent()
        ? sessions
            .open(token.get(), Session.Use.SIGNATURE, snapshot)
            .filter(open -> open.session().accessKeyId().equals(claim.accessKeyId()))
            .flatMap(open -> SessionSigner.of(open, snapshot, clock.instant(), known))
        : KeySigner.of(claim.accessKeyId(), secrets, snapshot, known);
  }

  private VerifiedSignature verify(Evidence.Signature evidence, SigningKeys keys)
      throws SignatureException, IOException {
    CredentialScope scope = evidence.claim().scope();
    Optional<SigningKey> remembered = keys.remembered(scope);
    if (remembered.isPresent()) {
      try {
        return verify(evidence, remembered);
      } catch (SignatureException e) {
        // A failure costs one derivation whether or not the key was remembered.
        secrets.deriveInVain(scope);
        throw e;
      }
    }
    SigningKey derived = keys.derive(scope);
    VerifiedSignature verified = verify(evidence, Optional.of(derived));
    keys.remember(scope, derived);
    return verified;
  }

  private VerifiedSignature verify(Evidence.Signature evidence, Optional<SigningKey> key)
      throws SignatureException, IOException {
    return verifier.verify(
        evidence.request(),
        evidence.claim(),
        evidence.expectation(),
        key.orElse(null),
        evidence.hasBody(),
        evidence.body());
  }

  private AuthenticatedPrincipal browser(Evidence.Session evidence, Directory snapshot)
      throws SignatureException {
    Instant now = clock.instant();
    SessionSigner signer =
        sessions
            .open(evidence.token(), Session.Use.BROWSER, snapshot)
            .flatMap(open -> SessionSigner.of(open, snapshot, now, known))
            .orElseThrow(() -> new SignatureException(Reason.UNKNOWN_KEY, INVALID_TOKEN));
    once.used(signer.usedId(), now, "signin", "");
    return signer.admit("", snapshot, known);
  }

  private AuthenticatedPrincipal bearer(Evidence.Bearer evidence, Directory snapshot) {
    Instant now = clock.instant();
    OpenSession open = bearers.open(evidence.token(), evidence.circumstances(), snapshot);
    Session session = open.session();
    String name = session.principalId() + ':' + session.name(); // no access key's id has a colon
    if (known.standing(snapshot, name, open, now) == SessionStanding.ENDED) {
      throw new BearerException(Kind.INVALID, "the sessions of its time are revoked");
    }
    once.used(session.principalId(), now, "bearer", "");
    return known.get(
        snapshot, name, session, () -> DirectoryPrincipals.session(session, null, now, snapshot));
  }

  private static AuthenticatedPrincipal anonymous(Directory snapshot) {
    return new AuthenticatedPrincipal(
        new Principal.Anonymous(),
        "",
        Optional.empty(),
        ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY),
        Map.of("aws:PrincipalType", PrincipalContext.single("Anonymous")),
        snapshot);
  }

  /** Whose signature it is, if it holds. */
  private sealed interface Signer {
    SigningKeys keys();

    /** Of what to note the use. */
    String usedId();

    /** Who it is, once the signature held. */
    AuthenticatedPrincipal admit(String service, Directory snapshot, KnownPrincipals known)
        throws SignatureException;
  }

  /** A long-term access key whose owner exists and may sign. */
  private record KeySigner(AccessKeyOwner owner, SigningKeys keys) implements Signer {
    static Optional<Signer> of(
        String keyId, AccessKeySecrets secrets, Directory snapshot, KnownPrincipals known) {
      AccessKeyOwner before = known.owner(snapshot, keyId);
      return (before == null ? AccessKeyOwner.of(keyId, snapshot) : Optional.of(before))
          .map(owner -> new KeySigner(owner, new AccessKeySigningKeys(owner, secrets)));
    }

    @Override
    public String usedId() {
      return owner.key().id();
    }

    @Override
    public AuthenticatedPrincipal admit(String service, Directory snapshot, KnownPrincipals known) {
      return known.get(snapshot, owner.key().id(), owner, () -> owner.principal(snapshot));
    }
  }

  /** A session that was not ended; its time may be over, which its holder is told. */
  private record SessionSigner(OpenSession open, SessionStanding standing, Instant now)
      implements Signer {
    static Optional<SessionSigner> of(
        OpenSession open, Directory snapshot, Instant now, KnownPrincipals known) {
      SessionStanding standing = known.standing(snapshot, open.session().accessKeyId(), open, now);
      return standing == SessionStanding.ENDED
          ? Optional.empty()
          : Optional.of(new SessionSigner(open, standing, now));
    }

    @Override
    public SigningKeys keys() {
      return open.signingKeys();
    }

    @Override
    public String usedId() {
      return open.session().principalId();
    }

    @Override
    public AuthenticatedPrincipal admit(String service, Directory snapshot, KnownPrincipals known)
        throws SignatureException {
      if (standing == SessionStanding.EXPIRED) {
        throw new SignatureException(Reason.EXPIRED_TOKEN, EXPIRED_TOKEN);
      }
      if (!open.session().mayCall(service)) {
        throw new SignatureException(Reason.UNKNOWN_KEY, INVALID_TOKEN);
      }
      Session session = open.session();
      return session.mfaAt().isPresent() // whose age changes
          ? principal(snapshot)
          : known.get(snapshot, session.accessKeyId(), session, () -> principal(snapshot));
    }

    private AuthenticatedPrincipal principal(Directory snapshot) {
      return DirectoryPrincipals.session(open.session(), open.policies(snapshot), now, snapshot);
    }
  }
}

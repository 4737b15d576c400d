package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.SealedSecret;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.OnceStore;
import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignatureVerifier;
import io.ostiary.signature.SigningKey;
import io.ostiary.signature.VerifiedSignature;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Authenticates against the directory, each time on the one snapshot that is current then. */
public final class DirectoryAuthenticator implements Authenticator {
  private final LiveDirectory directory;
  private final AccessKeySecrets secrets;
  private final SignatureVerifier verifier;
  private final OnceStore once;
  private final InstantSource clock;

  public DirectoryAuthenticator(
      LiveDirectory directory, AccessKeySecrets secrets, OnceStore once, InstantSource clock) {
    this.directory = directory;
    this.secrets = secrets;
    this.verifier = new SignatureVerifier(clock);
    this.once = once;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Evidence evidence) throws SignatureException, IOException {
    if (evidence instanceof Evidence.Session) {
      throw new SignatureException(
          SignatureException.Reason.UNKNOWN_KEY, "The session does not exist or is over.");
    }
    Directory snapshot = directory.snapshot();
    return evidence instanceof Evidence.Signature signature
        ? verify(signature, snapshot)
        : new Authentication(anonymous(snapshot), Optional.empty());
  }

  private Authentication verify(Evidence.Signature evidence, Directory snapshot)
      throws SignatureException, IOException {
    SignatureClaim claim = evidence.claim();
    Optional<Signer> signer = signer(claim, snapshot);
    if (signer.isEmpty()) {
      // As much work as for a key that exists; the verifier does its own part likewise.
      secrets.deriveInVain(claim.scope());
      verify(evidence, Optional.empty());
      throw new SignatureException(
          SignatureException.Reason.UNKNOWN_KEY, "The access key does not exist or is inactive.");
    }
    VerifiedSignature verified = verify(evidence, claim.scope(), signer.get());
    once.used(
        signer.get().key().id(), clock.instant(), claim.scope().service(), claim.scope().region());
    return new Authentication(signer.get().principal(snapshot), Optional.of(verified));
  }

  /** An access key that works, with whom it stands for. A session token makes it another kind. */
  private static Optional<Signer> signer(SignatureClaim claim, Directory snapshot) {
    if (claim.sessionToken().filter(token -> !token.isEmpty()).isPresent()) {
      return Optional.empty();
    }
    return snapshot
        .accessKey(claim.accessKeyId())
        .filter(AccessKey::active)
        .flatMap(key -> Signer.of(key, snapshot));
  }

  private VerifiedSignature verify(
      Evidence.Signature evidence, CredentialScope scope, Signer signer)
      throws SignatureException, IOException {
    String keyId = signer.key().id();
    Optional<SigningKey> remembered = secrets.remembered(keyId, signer.secret(), scope);
    if (remembered.isPresent()) {
      try {
        return verify(evidence, remembered);
      } catch (SignatureException e) {
        // A failure costs one derivation whether or not the key was remembered.
        secrets.deriveInVain(scope);
        throw e;
      }
    }
    SigningKey derived = secrets.derive(keyId, signer.secret(), scope);
    VerifiedSignature verified = verify(evidence, Optional.of(derived));
    secrets.remember(keyId, signer.secret(), scope, derived);
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

  private static AuthenticatedPrincipal anonymous(Directory snapshot) {
    return new AuthenticatedPrincipal(
        new Principal.Anonymous(),
        "",
        Optional.empty(),
        ApplicablePolicies.of(PolicySet.EMPTY, PolicySet.EMPTY),
        Map.of("aws:PrincipalType", PrincipalContext.single("Anonymous")),
        snapshot);
  }

  /** An access key whose owner exists and may sign; {@code user} is empty for the root user. */
  private record Signer(AccessKey key, SealedSecret secret, Account account, Optional<User> user) {

    static Optional<Signer> of(AccessKey key, Directory snapshot) {
      Optional<Account> account = snapshot.account(key.accountId());
      Optional<SealedSecret> secret = snapshot.sealedSecret(key.id());
      Optional<User> user = snapshot.userById(key.ownerId());
      boolean mayBeRoot =
          key.ownerId().equals(key.accountId()) && account.filter(Account::rootEnabled).isPresent();
      boolean open = account.filter(Account::open).isPresent();
      return open && (user.isPresent() || mayBeRoot) && secret.isPresent()
          ? Optional.of(new Signer(key, secret.get(), account.get(), user))
          : Optional.empty();
    }

    AuthenticatedPrincipal principal(Directory snapshot) {
      Optional<String> keyId = Optional.of(key.id());
      return user.map(owner -> DirectoryPrincipals.user(owner, keyId, snapshot))
          .orElseGet(() -> DirectoryPrincipals.root(account, keyId, snapshot));
    }
  }
}

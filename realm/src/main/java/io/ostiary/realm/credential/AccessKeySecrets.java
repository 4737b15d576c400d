package io.ostiary.realm.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SigningKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Makes the secrets of access keys, seals them, and derives signing keys from them, which is all
 * that ever leaves. Safe for any number of threads.
 */
public final class AccessKeySecrets {
  /** 30 bytes are 40 characters of Base64, and 240 bits. */
  private static final int SECRET_BYTES = 30;

  private static final int REMEMBERED_KEYS = 10_000;
  private static final String NO_ACCESS_KEY = "none";

  /** A signing key's origin; the sealed text is the secret's version. */
  private record Origin(String accessKeyId, SealedSecret secret, CredentialScope scope) {}

  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Passwords passwords;
  private final MfaSeeds mfaSeeds;
  private final RecoveryCodes recoveryCodes;
  private final Tickets tickets;
  private final SessionSecrets sessions;
  private final WebIdentitySecrets webIdentity;
  private final SealedSecret decoy;
  private final Cache<Origin, SigningKey> proven =
      Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS).build();

  public AccessKeySecrets(MasterKey masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
    this.passwords = new Passwords(masterKey, random);
    this.mfaSeeds = new MfaSeeds(masterKey, random);
    this.recoveryCodes = new RecoveryCodes(masterKey, random);
    this.tickets = new Tickets(masterKey);
    this.sessions = new SessionSecrets(masterKey, random);
    this.webIdentity = new WebIdentitySecrets(masterKey, random);
    this.decoy = mint(NO_ACCESS_KEY).sealed();
  }

  /** What else is secret under the same master key: passwords. */
  public Passwords passwords() {
    return passwords;
  }

  /** What else is secret under the same master key: the seeds of MFA devices. */
  public MfaSeeds mfaSeeds() {
    return mfaSeeds;
  }

  /** What else is secret under the same master key: codes for who lost an MFA device. */
  public RecoveryCodes recoveryCodes() {
    return recoveryCodes;
  }

  /** What else the same master key vouches for: what browsers carry between pages. */
  public Tickets tickets() {
    return tickets;
  }

  /** What else is secret under the same master key: the keys of session tokens. */
  public SessionSecrets sessions() {
    return sessions;
  }

  /** What else is secret under the same master key: what signs web identity tokens. */
  public WebIdentitySecrets webIdentity() {
    return webIdentity;
  }

  /** Makes an access key of a twelve-digit account. */
  public FreshAccessKey make(String accountId) {
    return mint(AccessKeyId.draw(AccessKeyId.LONG_TERM, accountId, random));
  }

  private FreshAccessKey mint(String accessKeyId) {
    try (SecretBytes raw = SecretBytes.random(SECRET_BYTES, random)) {
      String secret = raw.lend(Base64.getEncoder()::encodeToString);
      return new FreshAccessKey(accessKeyId, seal(accessKeyId, secret), secret);
    }
  }

  /** Seals the secret of an access key that was made elsewhere. */
  public SealedSecret seal(String accessKeyId, String secret) {
    try (SecretBytes bytes = SecretBytes.of(secret)) {
      return masterKey.seal(bytes, context(accessKeyId), random);
    }
  }

  /** The key under which they are sealed. */
  public MasterKey masterKey() {
    return masterKey;
  }

  /** Any sealed secret as sealed under the newest master key: the same one if it is. */
  public SealedSecret reseal(String context, SealedSecret secret) {
    return masterKey.reseal(secret, context, random);
  }

  /** The signing key of an access key for a scope, if it was proven before. */
  public Optional<SigningKey> remembered(
      String accessKeyId, SealedSecret secret, CredentialScope scope) {
    return Optional.ofNullable(proven.getIfPresent(new Origin(accessKeyId, secret, scope)));
  }

  /** Derives the signing key of an access key for a scope. */
  public SigningKey derive(String accessKeyId, SealedSecret secret, CredentialScope scope) {
    try (SecretBytes bytes = masterKey.open(secret, context(accessKeyId))) {
      return bytes.lend(raw -> SigningKey.derive(raw, accessKeyId, scope));
    }
  }

  /**
   * Remembers a signing key once a signature by it held. Only then: what a stranger may name at
   * will, such as scopes, must not fill the memory.
   */
  public void remember(
      String accessKeyId, SealedSecret secret, CredentialScope scope, SigningKey key) {
    proven.put(new Origin(accessKeyId, secret, scope), key);
  }

  /** Does the work of deriving a signing key, so that an unknown access key takes as long. */
  public void deriveInVain(CredentialScope scope) {
    SigningKey unused = derive(NO_ACCESS_KEY, decoy, scope);
  }

  /** What the secret of an access key is sealed to. */
  public static String context(String accessKeyId) {
    return "ostiary access key " + accessKeyId;
  }
}

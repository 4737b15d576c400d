package io.ostiary.realm.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.SigningKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals session tokens with AES-256-GCM under keys of their own, and derives the secrets that go
 * with them, so that neither tokens nor secrets are kept anywhere. A token is bound to its purpose
 * and to who issued it. Safe for any number of threads.
 */
public final class SessionSecrets {
  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 4;
  private static final int TAG_BITS = 128;

  /** 30 bytes are 40 characters of Base64, as access keys have. */
  private static final int SECRET_BYTES = 30;

  private static final long MOST_ACCOUNT = 999_999_999_999L;
  private static final int REMEMBERED_KEYS = 64;

  /** What is derived from a key of tokens: one for sealing, one for secrets. */
  private record Keys(SecretKey sealing, SecretKey secrets) {
    @Override
    public String toString() {
      return "Keys";
    }
  }

  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Cache<SealedSecret, Keys> opened =
      Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS).build();

  SessionSecrets(MasterKey masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
  }

  /** Draws the id of a key of tokens: eight hexadecimal digits. */
  public String drawKeyId() {
    byte[] id = new byte[KEY_ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** Makes a key of tokens as it is kept. */
  public SealedSecret makeKey(String keyId) {
    try (SecretBytes bytes = SecretBytes.random(KEY_BYTES, random)) {
      return masterKey.seal(bytes, context(keyId), random);
    }
  }

  /** What a key of tokens is sealed to. */
  public static String context(String keyId) {
    return "ostiary session key " + keyId;
  }

  /** Draws the access key id of a session: {@code ASIA…}. */
  public String drawAccessKeyId(String accountId) {
    return AccessKeyId.draw(AccessKeyId.OF_SESSION, accountId, random);
  }

  /** The twelve-digit account that an access key's id names, whoever made it. */
  public Optional<String> accountOf(String accessKeyId) {
    OptionalLong account = AccessKeyId.account(accessKeyId);
    return account.isPresent() && account.getAsLong() <= MOST_ACCOUNT
        ? Optional.of(String.format(Locale.ROOT, "%012d", account.getAsLong()))
        : Optional.empty();
  }

  /**
   * Seals the content of a token.
   *
   * @param binding the purpose and the issuer, which opening must name again
   * @param accessKeyId the session's, which its secret is derived for
   */
  public FreshSession seal(
      String keyId, SealedSecret key, String binding, String accessKeyId, byte[] content) {
    byte[] nonce = new byte[SessionToken.NONCE_BYTES];
    random.nextBytes(nonce);
    SessionToken head = SessionToken.of(keyId, nonce, new byte[0]);
    Keys keys = keys(keyId, key);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys, head, binding).doFinal(content);
      SessionToken token = SessionToken.of(keyId, nonce, sealed);
      return new FreshSession(token, secret(keys, token, accessKeyId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot seal with AES-256-GCM", e);
    }
  }

  /**
   * Opens a token; empty if it is not one that {@link #seal} made under this key for this binding,
   * in every bit.
   */
  public Optional<byte[]> open(SessionToken token, SealedSecret key, String binding) {
    try {
      Keys keys = keys(token.keyId(), key);
      return Optional.of(token.opened(cipher(Cipher.DECRYPT_MODE, keys, token, binding)));
    } catch (GeneralSecurityException notSealedSo) {
      return Optional.empty();
    }
  }

  /** Derives the signing key of a session for a scope. */
  public SigningKey derive(
      SessionToken token, SealedSecret key, String accessKeyId, CredentialScope scope) {
    String secret = secret(keys(token.keyId(), key), token, accessKeyId);
    try (SecretBytes bytes = SecretBytes.of(secret)) {
      return bytes.lend(raw -> SigningKey.derive(raw, accessKeyId, scope));
    }
  }

  private Keys keys(String keyId, SealedSecret key) {
    return opened.get(
        key,
        unknown -> {
          try (SecretBytes bytes = masterKey.open(unknown, context(keyId))) {
            return bytes.lend(
                raw ->
                    new Keys(subkey(raw, "AES", "tokens"), subkey(raw, "HmacSHA256", "secrets")));
          }
        });
  }

  private static SecretKey subkey(byte[] key, String algorithm, String use) {
    byte[] derived =
        hmac(new SecretKeySpec(key, "HmacSHA256"), ("ostiary session " + use).getBytes(UTF_8));
    SecretKey subkey = new SecretKeySpec(derived, algorithm);
    Arrays.fill(derived, (byte) 0);
    return subkey;
  }

  /** The nonce makes it the secret of this one token, also if two drew the same access key id. */
  private static String secret(Keys keys, SessionToken token, String accessKeyId) {
    byte[] id = accessKeyId.getBytes(UTF_8);
    byte[] nonce = token.nonce();
    byte[] message = Arrays.copyOf(nonce, nonce.length + id.length);
    System.arraycopy(id, 0, message, nonce.length, id.length);
    byte[] secret = hmac(keys.secrets(), message);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(secret, SECRET_BYTES));
  }

  private static Cipher cipher(int mode, Keys keys, SessionToken token, String binding)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.sealing(), new GCMParameterSpec(TAG_BITS, token.nonce()));
    cipher.updateAAD(token.head());
    cipher.updateAAD(binding.getBytes(UTF_8));
    return cipher;
  }

  private static byte[] hmac(SecretKey key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}

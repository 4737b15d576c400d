package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key derived from a secret for one {@link CredentialScope}. Holds no way back to the secret and
 * shows nothing of itself.
 */
public final class SigningKey {
  private final SecretKey key;

  private SigningKey(SecretKey key) {
    this.key = key;
  }

  /**
   * Derives the key.
   *
   * @param secret the secret access key's UTF-8 bytes; not kept
   */
  public static SigningKey derive(byte[] secret, CredentialScope scope) {
    byte[] start = new byte[4 + secret.length];
    byte[] prefix = "AWS4".getBytes(UTF_8);
    System.arraycopy(prefix, 0, start, 0, prefix.length);
    System.arraycopy(secret, 0, start, prefix.length, secret.length);
    byte[] dateKey = step(start, scope.date());
    byte[] regionKey = step(dateKey, scope.region());
    byte[] serviceKey = step(regionKey, scope.service());
    byte[] signingKey = step(serviceKey, CredentialScope.TERMINATOR);
    SigningKey derived = new SigningKey(Hmac.key(signingKey));
    Arrays.fill(signingKey, (byte) 0);
    return derived;
  }

  private static byte[] step(byte[] key, String text) {
    byte[] message = text.getBytes(UTF_8);
    byte[] next = Hmac.sha256(Hmac.key(key), message, message.length);
    Arrays.fill(key, (byte) 0);
    return next;
  }

  /** The 32 bytes of a signature over the first bytes of {@code stringToSign}. */
  byte[] sign(byte[] stringToSign, int length) {
    return Hmac.sha256(key, stringToSign, length);
  }

  @Override
  public String toString() {
    return "SigningKey";
  }
}

package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key that both sides derive. */
final class HmacKey extends SigningKey {
  private final SecretKey key;

  private HmacKey(SecretKey key) {
    this.key = key;
  }

  static HmacKey derive(byte[] secret, CredentialScope scope) {
    byte[] start = new byte[4 + secret.length];
    byte[] prefix = "AWS4".getBytes(UTF_8);
    System.arraycopy(prefix, 0, start, 0, prefix.length);
    System.arraycopy(secret, 0, start, prefix.length, secret.length);
    byte[] dateKey = step(start, scope.date());
    byte[] regionKey = step(dateKey, scope.region());
    byte[] serviceKey = step(regionKey, scope.service());
    byte[] signingKey = step(serviceKey, CredentialScope.TERMINATOR);
    HmacKey derived = new HmacKey(Hmac.key(signingKey));
    Arrays.fill(signingKey, (byte) 0);
    return derived;
  }

  private static byte[] step(byte[] key, String text) {
    byte[] message = text.getBytes(UTF_8);
    byte[] next = Hmac.sha256(Hmac.key(key), message, message.length);
    Arrays.fill(key, (byte) 0);
    return next;
  }

  @Override
  boolean verifies(byte[] stringToSign, int length, String signature) {
    byte[] expected = Hmac.sha256(key, stringToSign, length);
    return Sha256.isLowerHex(signature)
        && MessageDigest.isEqual(expected, Sha256.parseHex(signature));
  }
}

package io.ostiary.realm.credential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One key under which secrets are sealed, with AES-256-GCM. */
final class SealingKey {
  static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final String fingerprint;

  SealingKey(SecretBytes bytes) {
    key = bytes.lend(raw -> new SecretKeySpec(raw, "AES"));
    fingerprint = bytes.lend(SealingKey::fingerprint);
  }

  /** Eight hexadecimal digits that tell keys apart and reveal nothing of them. */
  String fingerprint() {
    return fingerprint;
  }

  private static String fingerprint(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal("ostiary master key".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  /** Seals a secret to a context that opening must name again; a fresh nonce goes in front. */
  SealedSecret seal(SecretBytes secret, String context, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = secret.lend(raw -> crypt(Cipher.ENCRYPT_MODE, nonce, raw, context));
    return SealedSecret.of(
        fingerprint,
        ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws IllegalStateException if it was made under another key or for another context, or was
   *     touched since
   */
  SecretBytes open(SealedSecret secret, String context) {
    byte[] sealed = secret.sealed();
    if (sealed.length < NONCE_BYTES) {
      throw new IllegalStateException("a sealed secret was cut short");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] body = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return SecretBytes.of(crypt(Cipher.DECRYPT_MODE, nonce, body, context));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] input, String context) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret does not open: it was sealed for another purpose, or it was altered", e);
    }
  }

  @Override
  public String toString() {
    return fingerprint;
  }
}

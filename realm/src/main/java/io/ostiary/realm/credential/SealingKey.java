package io.ostiary.realm.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
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
  private final SecretKey macKey;
  private final String fingerprint;

  SealingKey(SecretBytes bytes) {
    key = bytes.lend(raw -> new SecretKeySpec(raw, "AES"));
    macKey =
        bytes.lend(
            raw -> new SecretKeySpec(mac(raw, "ostiary tickets".getBytes(UTF_8)), "HmacSHA256"));
    fingerprint = bytes.lend(SealingKey::fingerprint);
  }

  /** Eight hexadecimal digits that tell keys apart and reveal nothing of them. */
  String fingerprint() {
    return fingerprint;
  }

  private static String fingerprint(byte[] key) {
    return HexFormat.of().formatHex(mac(key, "ostiary master key".getBytes(UTF_8)), 0, 4);
  }

  /** Authenticates a message, under a key of its own that comes of this one. */
  byte[] mac(byte[] message) {
    return mac(macKey, message);
  }

  private static byte[] mac(byte[] key, byte[] message) {
    return mac(new SecretKeySpec(key, "HmacSHA256"), message);
  }

  private static byte[] mac(SecretKey key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(message);
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
      cipher.updateAAD(context.getBytes(UTF_8));
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

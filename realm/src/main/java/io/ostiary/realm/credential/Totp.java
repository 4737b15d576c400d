package io.ostiary.realm.credential;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords with HMAC-SHA-1 and steps of 30 seconds, as authenticator
 * applications make them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
final class Totp {
  static final int DIGITS = 6;
  private static final long STEP_SECONDS = 30;
  private static final long TEN = 10;

  private Totp() {}

  /** The step in which a moment lies. */
  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
  }

  static String code(byte[] seed, long step, int digits) {
    byte[] hash = hmac(seed, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xF;
    int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    long modulus = 1;
    for (int i = 0; i < digits; i++) {
      modulus *= TEN;
    }
    return String.format(Locale.ROOT, "%0" + digits + "d", truncated % modulus);
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA1", e);
    }
  }
}

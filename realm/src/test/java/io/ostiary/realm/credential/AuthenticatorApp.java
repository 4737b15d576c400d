package io.ostiary.realm.credential;

import java.time.Instant;

/** What a user has in the pocket: makes codes from a seed in Base32. */
public final class AuthenticatorApp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private AuthenticatorApp() {}

  /** The code that it shows at a moment. */
  public static String code(String base32Seed, Instant at) {
    return Totp.code(decoded(base32Seed), Totp.step(at), Totp.DIGITS);
  }

  private static byte[] decoded(String base32) {
    byte[] bytes = new byte[base32.length() * 5 / 8];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int value = BASE32.indexOf(base32.charAt(bit / 5));
      if ((value >>> (4 - bit % 5) & 1) == 1) {
        bytes[bit / 8] |= (byte) (0x80 >>> (bit % 8));
      }
    }
    return bytes;
  }
}

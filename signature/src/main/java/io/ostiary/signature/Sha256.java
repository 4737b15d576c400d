package io.ostiary.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** SHA-256 with one kept {@link MessageDigest} a thread, and lower-case hexadecimal digits. */
final class Sha256 {
  static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** Hexadecimal digits of a hash or of a signature. */
  static final int HEX_LENGTH = 64;

  private static final byte[] DIGITS = digits();

  // Only a class of the JDK is kept, so that a thread of a server pins no application's loader.
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(() -> digest("SHA-256"));

  private Sha256() {}

  static byte[] of(byte[] bytes, int length) {
    MessageDigest digest = DIGEST.get();
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  /** Whether the text is 64 lower-case hexadecimal digits. */
  static boolean isLowerHex(String text) {
    return isLowerHex(text, 0);
  }

  /** Whether the text from there on is. */
  static boolean isLowerHex(String text, int from) {
    if (text.length() - from != HEX_LENGTH) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text is 64 hexadecimal digits of either case. */
  static boolean isHex(String text) {
    if (text.length() != HEX_LENGTH) {
      return false;
    }
    for (int i = 0; i < HEX_LENGTH; i++) {
      if (hexDigit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The value of an ASCII hexadecimal digit of either case, or -1. */
  static int hexDigit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  private static byte[] digits() {
    byte[] digits = new byte['f' + 1];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      digits[Character.forDigit(i, 16)] = (byte) i;
      digits[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
    }
    return digits;
  }

  /** The bytes of a text that {@link #isHex}. */
  static byte[] parseHex(String text) {
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((hexDigit(text.charAt(2 * i)) << 4) | hexDigit(text.charAt(2 * i + 1)));
    }
    return bytes;
  }
}

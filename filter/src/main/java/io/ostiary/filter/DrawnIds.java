package io.ostiary.filter;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids that nobody guesses. They are the key stream of AES in counter mode, many at a time under a
 * key that the generator gives for these alone and nobody keeps: on most machines the generator
 * takes many times as long for as many bytes.
 */
final class DrawnIds {
  private static final int DRAWN = 4_096;
  private static final int LONG = Long.BYTES;
  private static final int BLOCK = 16;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final SecureRandom random;
  private final byte[] bytes = new byte[DRAWN];
  private int used = DRAWN;

  DrawnIds(SecureRandom random) {
    this.random = random;
  }

  /** Sixteen hexadecimal digits, as AWS's request ids have. */
  String requestId() {
    return HEX.toHexDigits(next());
  }

  /** A random UUID. */
  String eventId() {
    return new UUID(
            (next() & ~0xf000L) | 0x4000L, (next() & 0x3fffffffffffffffL) | 0x8000000000000000L)
        .toString();
  }

  private synchronized long next() {
    if (used == DRAWN) {
      draw();
      used = 0;
    }
    long drawn = 0;
    for (int end = used + LONG; used < end; used++) {
      drawn = drawn << Byte.SIZE | (bytes[used] & 0xff);
      bytes[used] = 0;
    }
    return drawn;
  }

  /** Fills the bytes, which are all zero by now. */
  private void draw() {
    byte[] seed = new byte[2 * BLOCK];
    random.nextBytes(seed);
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(seed, 0, BLOCK, "AES"),
          new IvParameterSpec(seed, BLOCK, BLOCK));
      cipher.doFinal(bytes, 0, DRAWN, bytes, 0);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES in counter mode", impossible);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }
}

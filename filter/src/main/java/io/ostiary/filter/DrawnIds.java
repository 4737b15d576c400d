package io.ostiary.filter;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Ids that nobody guesses. Bytes are drawn many at a time, since a generator costs the more for
 * being asked.
 */
final class DrawnIds {
  private static final int DRAWN = 4_096;
  private static final int LONG = Long.BYTES;
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
      random.nextBytes(bytes);
      used = 0;
    }
    long drawn = 0;
    for (int end = used + LONG; used < end; used++) {
      drawn = drawn << Byte.SIZE | (bytes[used] & 0xff);
      bytes[used] = 0;
    }
    return drawn;
  }
}

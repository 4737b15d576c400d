package io.ostiary.realm.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;

/** Makes the seeds of virtual MFA devices, seals them, and checks codes made with them. */
public final class MfaSeeds {
  /** 64 characters of Base32 without padding, as AWS's. */
  private static final int SEED_BYTES = 40;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS_PER_CHARACTER = 5;

  private final MasterKey masterKey;
  private final SecureRandom random;

  MfaSeeds(MasterKey masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
  }

  /** Makes the seed of a device. */
  public FreshMfaSeed make(String serialNumber) {
    try (SecretBytes seed = SecretBytes.random(SEED_BYTES, random)) {
      SealedSecret sealed = masterKey.seal(seed, context(serialNumber), random);
      return new FreshMfaSeed(sealed, seed.lend(MfaSeeds::base32));
    }
  }

  /** The step of time, half a minute each, in which a moment lies. */
  public static long step(Instant at) {
    return Totp.step(at);
  }

  /** The first step from one to another, both included, for which a code is right. */
  public OptionalLong match(
      String serialNumber, SealedSecret seed, String code, long from, long to) {
    OptionalLong found = OptionalLong.empty();
    try (SecretBytes bytes = masterKey.open(seed, context(serialNumber))) {
      for (long step = to; step >= from; step--) {
        long tried = step;
        String right = bytes.lend(raw -> Totp.code(raw, tried, Totp.DIGITS));
        if (equal(right, code)) {
          found = OptionalLong.of(step);
        }
      }
    }
    return found;
  }

  private static boolean equal(String right, String code) {
    return MessageDigest.isEqual(
        right.getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
  }

  /** What the seed of a device is sealed to. */
  public static String context(String serialNumber) {
    return "ostiary mfa device " + serialNumber;
  }

  /** RFC 4648 Base32; the bytes are a multiple of five. */
  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = buffer << Byte.SIZE | (b & 0xFF);
      bits += Byte.SIZE;
      while (bits >= BITS_PER_CHARACTER) {
        bits -= BITS_PER_CHARACTER;
        text.append(BASE32.charAt(buffer >>> bits & 0x1F));
      }
      buffer &= (1 << bits) - 1;
    }
    return text.toString();
  }
}

package io.ostiary.realm.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the codes by which a user gets in who has lost the MFA device, and checks them. What is
 * kept are their hashes, sealed; a code has 50 random bits, so a plain hash will do.
 */
public final class RecoveryCodes {
  /** How many a user gets at once. */
  public static final int COUNT = 10;

  /** Digits and lower-case letters but for {@code i l o u}, as Crockford's Base32. */
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int CHARACTERS = 10;
  private static final int GROUP = 5;
  private static final int HASH_BYTES = 32;

  private final MasterKey masterKey;
  private final SecureRandom random;

  RecoveryCodes(MasterKey masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
  }

  /** Makes the codes of a user. */
  public FreshRecoveryCodes make(String userId) {
    List<String> codes = new ArrayList<>();
    byte[] hashes = new byte[COUNT * HASH_BYTES];
    for (int i = 0; i < COUNT; i++) {
      String code = draw();
      codes.add(code.substring(0, GROUP) + "-" + code.substring(GROUP));
      System.arraycopy(hash(code), 0, hashes, i * HASH_BYTES, HASH_BYTES);
    }
    return new FreshRecoveryCodes(seal(userId, hashes), codes);
  }

  private String draw() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CHARACTERS; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** Whether a text has the form of a code, so that it is worth looking for. */
  public static boolean isOne(String text) {
    String code = plain(text);
    return code.length() == CHARACTERS && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** How many codes are left. */
  public int left(String userId, SealedSecret kept) {
    try (SecretBytes bytes = masterKey.open(kept, context(userId))) {
      return bytes.lend(hashes -> hashes.length / HASH_BYTES);
    }
  }

  /** What is left without a code, to be kept instead; empty if the code is not among them. */
  public Optional<SealedSecret> without(String userId, SealedSecret kept, String code) {
    byte[] wanted = hash(plain(code));
    try (SecretBytes bytes = masterKey.open(kept, context(userId))) {
      return bytes.lend(hashes -> without(hashes, wanted)).map(rest -> seal(userId, rest));
    }
  }

  /** Looks at every hash, whichever is the one. */
  private static Optional<byte[]> without(byte[] hashes, byte[] wanted) {
    Optional<byte[]> rest = Optional.empty();
    for (int start = 0; start < hashes.length; start += HASH_BYTES) {
      byte[] hash = Arrays.copyOfRange(hashes, start, start + HASH_BYTES);
      if (MessageDigest.isEqual(hash, wanted)) {
        byte[] others = new byte[hashes.length - HASH_BYTES];
        System.arraycopy(hashes, 0, others, 0, start);
        System.arraycopy(hashes, start + HASH_BYTES, others, start, others.length - start);
        rest = Optional.of(others);
      }
    }
    return rest;
  }

  private SealedSecret seal(String userId, byte[] hashes) {
    try (SecretBytes bytes = SecretBytes.of(hashes)) {
      return masterKey.seal(bytes, context(userId), random);
    }
  }

  /** Who types may leave out the dash, put in spaces and use capitals. */
  private static String plain(String code) {
    return code.replace("-", "").replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static byte[] hash(String code) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }

  /** What the codes of a user are sealed to. */
  public static String context(String userId) {
    return "ostiary recovery codes " + userId;
  }
}

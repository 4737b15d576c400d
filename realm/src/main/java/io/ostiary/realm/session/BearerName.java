package io.ostiary.realm.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a bearer token's session: its subject, if that may name one, else a digest of it, so
 * that two subjects never have one name.
 */
final class BearerName {
  private static final String PREFIX = "sub-";
  private static final int SHORTEST = 2;
  private static final int LONGEST = 64;
  private static final int DIGEST_BYTES = 16;
  private static final String PUNCTUATION = "_+=,.@-";

  private BearerName() {}

  static String of(String subject) {
    return isName(subject) && !subject.startsWith(PREFIX) ? subject : PREFIX + digest(subject);
  }

  private static boolean isName(String text) {
    return text.length() >= SHORTEST
        && text.length() <= LONGEST
        && text.chars()
            .allMatch(
                c -> (c < 0x80 && Character.isLetterOrDigit(c)) || PUNCTUATION.indexOf(c) >= 0);
  }

  private static String digest(String subject) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

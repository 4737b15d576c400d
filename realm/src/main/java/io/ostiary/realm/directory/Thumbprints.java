package io.ostiary.realm.directory;

import java.util.List;
import java.util.Set;

/** The rules for the certificate digests of an OpenID Connect provider. */
final class Thumbprints {
  private static final int MOST = 5;

  /** SHA-1, which is AWS's, and SHA-256. */
  private static final Set<Integer> HEX_DIGITS = Set.of(40, 64);

  private Thumbprints() {}

  static List<String> checked(List<String> thumbprints) {
    if (thumbprints.size() > MOST) {
      throw Refusal.invalid("Thumbprint list must contain fewer than 5 entries.");
    }
    for (String thumbprint : thumbprints) {
      if (!HEX_DIGITS.contains(thumbprint.length()) || !isHex(thumbprint)) {
        throw Refusal.violated(
            "thumbprintList", "be the SHA-1 or SHA-256 digest of a certificate in hex");
      }
    }
    return thumbprints;
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
  }
}

package io.ostiary.realm.credential;

import java.util.Base64;

/**
 * A secret as it is kept: encrypted and authenticated under the master key and bound to its access
 * key's id, so that it opens for no other. Harmless by itself.
 *
 * @param text {@code 1:}, the master key's fingerprint, {@code :}, and the sealed bytes in Base64
 */
public record SealedSecret(String text) {
  private static final String FORMAT = "1:";

  static SealedSecret of(String fingerprint, byte[] sealed) {
    return new SealedSecret(
        FORMAT + fingerprint + ':' + Base64.getEncoder().encodeToString(sealed));
  }

  /** Whether it was sealed under the master key of a fingerprint. */
  boolean isUnder(String fingerprint) {
    return text.startsWith(FORMAT + fingerprint + ':');
  }

  byte[] sealed() {
    return Base64.getDecoder().decode(text.substring(text.lastIndexOf(':') + 1));
  }

  @Override
  public String toString() {
    return "SealedSecret";
  }
}

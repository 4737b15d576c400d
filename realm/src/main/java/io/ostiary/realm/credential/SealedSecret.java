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

  /**
   * The fingerprint of the master key under which it was sealed; empty if it is of no known form.
   */
  public String keyFingerprint() {
    int end = text.lastIndexOf(':');
    return text.startsWith(FORMAT) && end > FORMAT.length()
        ? text.substring(FORMAT.length(), end)
        : "";
  }

  boolean isUnder(String fingerprint) {
    return keyFingerprint().equals(fingerprint);
  }

  byte[] sealed() {
    return Base64.getDecoder().decode(text.substring(text.lastIndexOf(':') + 1));
  }

  @Override
  public String toString() {
    return "SealedSecret";
  }
}

package io.ostiary.signature;

/**
 * What verifies signatures of one access key for one {@link CredentialScope}. Holds no way back to
 * the secret and shows nothing of itself.
 */
public abstract sealed class SigningKey permits HmacKey, EcdsaKey {
  SigningKey() {}

  /**
   * Derives the key. For a scope without a region, as Signature Version 4A has it, that takes some
   * milliseconds.
   *
   * @param secret the secret access key's UTF-8 bytes; not kept
   */
  public static SigningKey derive(byte[] secret, String accessKeyId, CredentialScope scope) {
    return scope.region().isEmpty()
        ? EcdsaKey.derive(secret, accessKeyId)
        : HmacKey.derive(secret, scope);
  }

  /** Whether a signature is one of the first bytes of {@code stringToSign} by this key. */
  abstract boolean verifies(byte[] stringToSign, int length, String signature);

  @Override
  public final String toString() {
    return "SigningKey";
  }
}

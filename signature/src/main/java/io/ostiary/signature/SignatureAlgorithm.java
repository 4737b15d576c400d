package io.ostiary.signature;

import org.jspecify.annotations.Nullable;

/** How a signature is made. */
enum SignatureAlgorithm {
  /** By a key that both sides derive from the secret, for one region. */
  HMAC("AWS4-HMAC-SHA256"),
  /** By a private key derived from the secret, good for a set of regions: Signature Version 4A. */
  ECDSA("AWS4-ECDSA-P256-SHA256");

  /** Chunk signatures are filled up to this length, so that a body's length is known before. */
  private static final int PADDED = 144;

  private final String text;

  SignatureAlgorithm(String text) {
    this.text = text;
  }

  /** As requests and strings to sign have it. */
  String text() {
    return text;
  }

  static @Nullable SignatureAlgorithm named(String text) {
    return text.equals(HMAC.text) ? HMAC : text.equals(ECDSA.text) ? ECDSA : null;
  }

  /** The parts of a credential's scope, and the access key's id before them. */
  String credentialForm() {
    return this == HMAC
        ? "<access key id>/<yyyymmdd>/<region>/<service>/" + CredentialScope.TERMINATOR
        : "<access key id>/<yyyymmdd>/<service>/" + CredentialScope.TERMINATOR;
  }

  /** Checks the form of a request's signature. */
  String signature(String signature) throws SignatureException {
    if (this == HMAC && !Sha256.isLowerHex(signature)) {
      throw SignatureException.malformed(
          "The signature must be %s lower-case hexadecimal digits".formatted(Sha256.HEX_LENGTH));
    }
    if (this == ECDSA && !EcdsaKey.isSignature(signature)) {
      throw SignatureException.malformed(
          "The signature must be a DER-encoded ECDSA signature in lower-case hexadecimal digits");
    }
    return signature;
  }

  /** A chunk's signature without what fills it up. */
  String unpadded(String signature) {
    if (this == HMAC || signature.length() != PADDED) {
      return signature;
    }
    int end = signature.length();
    while (end > 0 && signature.charAt(end - 1) == '*') {
      end--;
    }
    return signature.substring(0, end);
  }
}

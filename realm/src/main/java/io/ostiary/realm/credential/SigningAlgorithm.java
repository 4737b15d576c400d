package io.ostiary.realm.credential;

/** How web identity tokens are signed. */
public enum SigningAlgorithm {
  /** RSA with PKCS #1 v1.5 padding and SHA-256. */
  RS256("RSA", "SHA256withRSA"),
  /** ECDSA over P-384 with SHA-384. */
  ES384("EC", "SHA384withECDSAinP1363Format");

  private final String keyType;
  private final String signature;

  SigningAlgorithm(String keyType, String signature) {
    this.keyType = keyType;
    this.signature = signature;
  }

  /** As JSON Web Keys and Java call the kind of key. */
  String keyType() {
    return keyType;
  }

  /** As Java calls it, with signatures as JSON Web Signatures have them. */
  String signature() {
    return signature;
  }
}

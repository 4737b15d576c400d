package io.ostiary.federation.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import java.util.Set;

/** A public key of an issuer, and the algorithms that it can be used with. */
record VerificationKey(JWK key, Set<String> algorithms) {
  private static final int FEWEST_RSA_BITS = 2048;
  private static final int ED25519_BYTES = 32;
  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  /** Empty if nothing may be verified with it: too short, a secret, on another curve. */
  static Optional<VerificationKey> of(JWK key) {
    Set<String> algorithms = Set.of();
    if (key instanceof RSAKey rsa && rsa.size() >= FEWEST_RSA_BITS) {
      algorithms = RSA;
    } else if (key instanceof ECKey elliptic) {
      algorithms = ofCurve(elliptic.getCurve());
    } else if (key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
      algorithms = Set.of("EdDSA");
    }
    if (key.getAlgorithm() != null) {
      String only = key.getAlgorithm().getName();
      algorithms = algorithms.contains(only) ? Set.of(only) : Set.of();
    }
    return algorithms.isEmpty()
        ? Optional.empty()
        : Optional.of(new VerificationKey(key, algorithms));
  }

  private static Set<String> ofCurve(Curve curve) {
    if (Curve.P_256.equals(curve)) {
      return Set.of("ES256");
    }
    if (Curve.P_384.equals(curve)) {
      return Set.of("ES384");
    }
    return Curve.P_521.equals(curve) ? Set.of("ES512") : Set.of();
  }

  String id() {
    return key.getKeyID() == null ? "(none)" : key.getKeyID();
  }

  boolean fits(TokenHeader header) {
    return algorithms.contains(header.algorithm())
        && header.keyId().map(id -> id.equals(key.getKeyID())).orElse(true);
  }

  /** Whether a signature is this key's, of these bytes, by this algorithm. */
  boolean verifies(String algorithm, byte[] signed, byte[] signature) {
    try {
      if (key instanceof OctetKeyPair pair) {
        return verifiesEdwards(pair, signed, signature);
      }
      JWSVerifier verifier =
          key instanceof RSAKey rsa
              ? new RSASSAVerifier(rsa.toRSAPublicKey())
              : new ECDSAVerifier(((ECKey) key).toECPublicKey());
      return verifier.verify(
          new JWSHeader(JWSAlgorithm.parse(algorithm)), signed, Base64URL.encode(signature));
    } catch (JOSEException | GeneralSecurityException e) {
      return false;
    }
  }

  /** By the JDK, since the library wants another one for it. */
  private static boolean verifiesEdwards(OctetKeyPair pair, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    byte[] littleEndian = pair.getX().decode();
    if (littleEndian.length != ED25519_BYTES) {
      return false;
    }
    byte[] y = new byte[ED25519_BYTES];
    for (int i = 0; i < ED25519_BYTES; i++) {
      y[i] = littleEndian[ED25519_BYTES - 1 - i];
    }
    boolean xIsOdd = y[0] < 0;
    y[0] &= Byte.MAX_VALUE;
    PublicKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, new BigInteger(1, y))));
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initVerify(key);
    ed25519.update(signed);
    return ed25519.verify(signature);
  }
}

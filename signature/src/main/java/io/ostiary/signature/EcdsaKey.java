package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * The public half of the pair that Signature Version 4A derives from an access key: P-256, by NIST
 * SP 800-108's counter mode. The private half is forgotten at once.
 */
final class EcdsaKey extends SigningKey {
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final ECParameterSpec CURVE = curve();
  private static final BigInteger ORDER = CURVE.getOrder();
  private static final int MOST_ROUNDS = 254;
  private static final int SHORTEST = 2 * 8;
  private static final int LONGEST = 2 * 72;

  private final PublicKey key;

  private EcdsaKey(PublicKey key) {
    this.key = key;
  }

  static EcdsaKey derive(byte[] secret, String accessKeyId) {
    byte[] start = concatenated("AWS4A".getBytes(ISO_8859_1), secret);
    try {
      for (int round = 1; round <= MOST_ROUNDS; round++) {
        byte[] message = message(accessKeyId, round);
        BigInteger candidate =
            new BigInteger(1, Hmac.sha256(Hmac.key(start), message, message.length));
        if (candidate.compareTo(ORDER.subtract(BigInteger.TWO)) <= 0) {
          return new EcdsaKey(publicKey(candidate.add(BigInteger.ONE)));
        }
      }
      throw new IllegalStateException(
          "no round gives a private key, which is as good as impossible");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks a part of ECDSA with P-256", e);
    } finally {
      Arrays.fill(start, (byte) 0);
    }
  }

  /** The counter, label, access key id and length in bits of one round. */
  private static byte[] message(String accessKeyId, int round) {
    return concatenated(
        new byte[] {0, 0, 0, 1},
        SignatureAlgorithm.ECDSA.text().getBytes(ISO_8859_1),
        new byte[] {0},
        accessKeyId.getBytes(ISO_8859_1),
        new byte[] {(byte) round, 0, 0, 1, 0});
  }

  private static byte[] concatenated(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /**
   * The point that belongs to a private scalar, by what the JDK computes without telling the scalar
   * through time: key agreement with the curve's generator gives its x; which of the two points of
   * that x it is, a signature tells.
   */
  private static PublicKey publicKey(BigInteger scalar) throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("EC");
    PrivateKey privateKey = keys.generatePrivate(new ECPrivateKeySpec(scalar, CURVE));
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(privateKey);
    agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(CURVE.getGenerator(), CURVE)), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger square =
        x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB()).mod(p);
    BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p); // p mod 4 is 3
    Signature signing = Signature.getInstance(ALGORITHM);
    signing.initSign(privateKey);
    byte[] signature = signing.sign();
    for (BigInteger candidate : List.of(y, p.subtract(y))) {
      PublicKey key = keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), CURVE));
      Signature verifying = Signature.getInstance(ALGORITHM);
      verifying.initVerify(key);
      if (verifying.verify(signature)) {
        return key;
      }
    }
    throw new GeneralSecurityException("neither point belongs to the private key");
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no curve P-256", e);
    }
  }

  /**
   * Whether a text is a signature in form: two numbers of 1 to the curve's order, less one. JDKs
   * before 17.0.3 took zeros for a signature of anything.
   */
  static boolean isSignature(String hex) {
    if (hex.length() < SHORTEST || hex.length() > LONGEST || hex.length() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    byte[] der = Sha256.parseHex(hex);
    int second = 4 + der[3];
    return der[0] == 0x30
        && der[1] == der.length - 2
        && isNumber(der, 2)
        && isNumber(der, second)
        && second + 2 + der[second + 1] == der.length;
  }

  private static boolean isNumber(byte[] der, int at) {
    if (at < 0 || at + 2 >= der.length || der[at] != 2) {
      return false;
    }
    int length = der[at + 1];
    if (length < 1 || at + 2 + length > der.length) {
      return false;
    }
    BigInteger number = new BigInteger(der, at + 2, length);
    return number.signum() > 0
        && number.compareTo(ORDER) < 0
        && number.toByteArray().length == length;
  }

  /** The public point, for a known answer. */
  ECPoint point() {
    return ((java.security.interfaces.ECPublicKey) key).getW();
  }

  @Override
  boolean verifies(byte[] stringToSign, int length, String signature) {
    if (!isSignature(signature)) {
      return false;
    }
    try {
      Signature verifying = Signature.getInstance(ALGORITHM);
      verifying.initVerify(key);
      verifying.update(stringToSign, 0, length);
      return verifying.verify(Sha256.parseHex(signature));
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }
}

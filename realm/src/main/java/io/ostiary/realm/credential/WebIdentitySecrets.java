package io.ostiary.realm.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * Makes the key pairs by which web identity tokens are signed, and signs; the private halves never
 * leave. Safe for any number of threads.
 */
public final class WebIdentitySecrets {
  private static final int RSA_BITS = 2048;
  private static final String CURVE = "secp384r1";
  private static final int CURVE_BYTES = 48;
  private static final int KEY_ID_BYTES = 16;
  private static final int REMEMBERED_KEYS = 64;

  /**
   * A key pair just made.
   *
   * @param id unique, 32 hexadecimal digits
   * @param publicKey the public half's members of a JSON Web Key (RFC 7517), without its id and use
   * @param secret the private half as it is kept
   */
  public record FreshKeyPair(
      String id, SigningAlgorithm algorithm, Map<String, String> publicKey, SealedSecret secret) {

    public FreshKeyPair {
      publicKey = Map.copyOf(publicKey);
    }
  }

  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Cache<SealedSecret, PrivateKey> opened =
      Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS).build();

  WebIdentitySecrets(MasterKey masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
  }

  /** Makes a key pair, which takes a tenth of a second. */
  public FreshKeyPair make(SigningAlgorithm algorithm) {
    byte[] idBytes = new byte[KEY_ID_BYTES];
    random.nextBytes(idBytes);
    String id = HexFormat.of().formatHex(idBytes);
    KeyPair pair = pair(algorithm);
    try (SecretBytes bytes = SecretBytes.of(pair.getPrivate().getEncoded())) {
      return new FreshKeyPair(
          id, algorithm, members(pair.getPublic()), masterKey.seal(bytes, context(id), random));
    }
  }

  private KeyPair pair(SigningAlgorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyType());
      if (algorithm == SigningAlgorithm.RS256) {
        generator.initialize(RSA_BITS, random);
      } else {
        generator.initialize(new ECGenParameterSpec(CURVE), random);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java makes no keys for " + algorithm, e);
    }
  }

  private static Map<String, String> members(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return Map.of(
          "kty", "RSA", "n", number(rsa.getModulus(), 0), "e", number(rsa.getPublicExponent(), 0));
    }
    ECPublicKey curve = (ECPublicKey) key;
    return Map.of(
        "kty",
        "EC",
        "crv",
        "P-384",
        "x",
        number(curve.getW().getAffineX(), CURVE_BYTES),
        "y",
        number(curve.getW().getAffineY(), CURVE_BYTES));
  }

  /** RFC 7518 §2: big-endian; of a curve as many bytes as the curve's numbers have. */
  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    int zeros = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = Arrays.copyOfRange(bytes, zeros, bytes.length);
    byte[] padded = new byte[Math.max(length, magnitude.length)];
    System.arraycopy(magnitude, 0, padded, padded.length - magnitude.length, magnitude.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
  }

  /** Signs, as a JSON Web Signature has it. */
  public byte[] sign(String keyId, SigningAlgorithm algorithm, SealedSecret key, byte[] input) {
    try {
      Signature signature = Signature.getInstance(algorithm.signature());
      signature.initSign(open(keyId, algorithm, key), random);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java does not sign by " + algorithm, e);
    }
  }

  private PrivateKey open(String keyId, SigningAlgorithm algorithm, SealedSecret key) {
    return opened.get(
        key,
        unknown -> {
          try (SecretBytes bytes = masterKey.open(unknown, context(keyId))) {
            return bytes.lend(raw -> privateKey(algorithm, raw));
          }
        });
  }

  private static PrivateKey privateKey(SigningAlgorithm algorithm, byte[] raw) {
    try {
      return KeyFactory.getInstance(algorithm.keyType())
          .generatePrivate(new PKCS8EncodedKeySpec(raw));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a private key for " + algorithm + " is not readable", e);
    }
  }

  /** Draws the id of a token, which no other has. */
  public String drawTokenId() {
    byte[] bytes = new byte[KEY_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What a key pair's private half is sealed to. */
  public static String context(String keyId) {
    return "ostiary web identity key " + keyId;
  }
}

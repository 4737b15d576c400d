package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures by the right key over the right bytes, padded otherwise than their algorithm says. */
class RsaPaddingTest {
  private static final byte[] SIGNED = "header.claims".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 256;

  private static RSAKey key;
  private static RSAPrivateKey secret;
  private static byte[] padded;

  @BeforeAll
  static void sign() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("rsa").generate();
    secret = key.toRSAPrivateKey();
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(secret);
    rsa.update(SIGNED);
    padded = power(rsa.sign(), key.toRSAPublicKey().getPublicExponent());
  }

  private static byte[] power(byte[] number, BigInteger exponent) {
    byte[] result = new BigInteger(1, number).modPow(exponent, secret.getModulus()).toByteArray();
    byte[] fixed = new byte[BYTES];
    int used = Math.min(result.length, BYTES);
    System.arraycopy(result, result.length - used, fixed, BYTES - used, used);
    return fixed;
  }

  private static boolean isAccepted(String algorithm, byte[] signature) {
    return VerificationKey.of(key.toPublicJWK())
        .orElseThrow()
        .verifies(algorithm, SIGNED, signature);
  }

  private static byte[] signed(byte[] padding) {
    return power(padding, secret.getPrivateExponent());
  }

  @Test
  void noByteOfThePaddingCanBeAnother() {
    assertThat(isAccepted("RS256", signed(padded))).isTrue();
    for (int i = 0; i < BYTES; i++) {
      byte[] other = padded.clone();
      other[i] ^= 1;
      assertThat(isAccepted("RS256", signed(other))).as("byte " + i).isFalse();
    }
  }

  /**
   * The digest's algorithm in other encodings, or none, and bytes behind it. Without its null
   * parameter it is taken, as RFC 8017 (9.2) has verifiers do.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "30813130" + "0d06096086480165030402010500" + "0420{digest}",
        "3031300d06096086480165030402010500" + "0420{digest}00",
        "0420{digest}",
        "{digest}"
      })
  void noOtherEncodingOfTheDigestIsTaken(String encoding) {
    byte[] digest = Arrays.copyOfRange(padded, BYTES - 32, BYTES);
    byte[] end =
        HexFormat.of().parseHex(encoding.replace("{digest}", HexFormat.of().formatHex(digest)));
    byte[] full = new byte[BYTES];
    Arrays.fill(full, (byte) 0xff);
    full[0] = 0;
    full[1] = 1;
    full[BYTES - end.length - 1] = 0;
    System.arraycopy(end, 0, full, BYTES - end.length, end.length);
    byte[] early = new byte[BYTES];
    System.arraycopy(full, BYTES - end.length - 1, early, 10, end.length + 1);
    early[1] = 1;
    Arrays.fill(early, 2, 10, (byte) 0xff);

    assertThat(isAccepted("RS256", signed(full))).isFalse();
    assertThat(isAccepted("RS256", signed(early))).as("with garbage behind it").isFalse();
  }

  @ParameterizedTest(name = "{0} masked by {1}, a salt of {2}: {3}")
  @CsvSource({
    "SHA-256, SHA-256, 32, true",
    "SHA-256, SHA-256, 0, false",
    "SHA-256, SHA-256, 20, false",
    "SHA-256, SHA-256, 33, false",
    "SHA-256, SHA-1, 32, false",
    "SHA-1, SHA-1, 20, false",
    "SHA-512, SHA-512, 32, false"
  })
  void aProbabilisticPaddingIsOfOneKind(String digest, String mask, int salt, boolean accepted)
      throws GeneralSecurityException {
    Signature pss = Signature.getInstance("RSASSA-PSS");
    pss.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mask), salt, 1));
    pss.initSign(secret);
    pss.update(SIGNED);
    byte[] signature = pss.sign();

    assertThat(isAccepted("PS256", signature)).isEqualTo(accepted);
    assertThat(isAccepted("RS256", signature)).isFalse();
  }
}

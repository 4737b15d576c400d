package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.spec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final CredentialScope SCOPE = new CredentialScope("20150830", "us-east-1", "iam");

  @Test
  void signsAsInTheIamDocumentation() {
    byte[] secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);
    byte[] stringToSign =
        """
        AWS4-HMAC-SHA256
        20150830T123600Z
        20150830/us-east-1/iam/aws4_request
        f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"""
            .getBytes(UTF_8);

    SigningKey key = SigningKey.derive(secret, "AKIDEXAMPLE", SCOPE);

    assertThat(
            key.verifies(
                stringToSign,
                stringToSign.length,
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"))
        .isTrue();
  }

  @Test
  void thePublicKeyOfVersion4aIsThatOfTheTestSuite() {
    byte[] secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(UTF_8);

    ECPoint point = EcdsaKey.derive(secret, "AKIDEXAMPLE").point();

    assertThat(point.getAffineX().toString(16)).startsWith("b6618f6a").endsWith("36b1");
    assertThat(point.getAffineY().toString(16)).startsWith("865ed22a").endsWith("e518");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3006020100020100", // the numbers 0
        "3006020101020100",
        "30060201ff020101", // a negative one
        "30070202000102010100",
        "3008020200010202000100",
        "3006020101020101ff",
        "3006020101030101",
        "3106020101020101",
        "3006027f01020101",
        "30060201010201zz",
        "300602010102010",
      })
  void whatIsNoSignatureInFormIsNone(String text) {
    assertThat(EcdsaKey.isSignature(text)).isFalse();
    assertThat(EcdsaKey.isSignature("3006020101020101")).isTrue();
    assertThat(
            EcdsaKey.derive("secret".getBytes(UTF_8), "AKIDEXAMPLE")
                .verifies(new byte[0], 0, "3006020101020101"))
        .isFalse();
  }

  @Test
  void leavesTheSecretItWasGivenAsItIs() {
    byte[] secret = "secret".getBytes(UTF_8);

    SigningKey key = SigningKey.derive(secret, "AKIDEXAMPLE", SCOPE);

    assertThat(secret).isEqualTo("secret".getBytes(UTF_8));
    assertThat(key).hasToString("SigningKey");
  }
}

package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

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

    SigningKey key = SigningKey.derive(secret, SCOPE);

    assertThat(HexFormat.of().formatHex(key.sign(stringToSign, stringToSign.length)))
        .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void leavesTheSecretItWasGivenAsItIs() {
    byte[] secret = "secret".getBytes(UTF_8);

    SigningKey key = SigningKey.derive(secret, SCOPE);

    assertThat(secret).isEqualTo("secret".getBytes(UTF_8));
    assertThat(key).hasToString("SigningKey");
  }
}

package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SipHash-1-3 with 128 bits, against the values of OpenSSL. */
class TokenDigestTest {
  /** Its bytes are 0 to 15. */
  private static final TokenDigest.Key KEY =
      new TokenDigest.Key(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @ParameterizedTest(name = "the bytes 0 to {0}, exclusive")
  @CsvSource({
    "0, e77ebcb22788a5befd62db6add303001",
    "1, fc6f370460d3eda85e0573cc2b2ff063",
    "7, 1084b923f2aae0c3a62f2ec80848ab77",
    "8, aa12fee1d5e3dab4724f16ab35f9c799",
    "9, 81ddb8042cf33994f4720e0094137c42",
    "15, c17e5505b2bd526c2921cdec1e7e0109",
    "16, d0a8d95715518eebb513b0f83d9e1793",
    "63, 4c5800e34efe426f079f6b0aa75260ad",
    "255, f528a4c10a2158a5f1a465d0aebb3ee9",
    "256, f56c8b243a0c025a6a687aa2b99c707a",
    "700, 2e55398ae516b71d67338dc7e84c8744"
  })
  void isThatOfTheStandard(int length, String digest) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    TokenDigest of = KEY.of(bytes);
    assertThat(hex(of.high()) + hex(of.low())).isEqualTo(digest);
  }

  private static String hex(long word) {
    return HexFormat.of().toHexDigits(Long.reverseBytes(word));
  }

  @Test
  void isAnotherUnderAnotherKey() {
    SecureRandom random = new SecureRandom();
    assertThat(TokenDigest.Key.draw(random).of("token"))
        .isNotEqualTo(TokenDigest.Key.draw(random).of("token"));
  }
}

package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SipHash-2-4 with 128 bits, against the values of its authors and of OpenSSL. */
class TokenDigestTest {
  /** Its bytes are 0 to 15. */
  private static final TokenDigest.Key KEY =
      new TokenDigest.Key(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @ParameterizedTest(name = "the bytes 0 to {0}, exclusive")
  @CsvSource({
    "0, a3817f04ba25a8e66df67214c7550293",
    "1, da87c1d86b99af44347659119b22fc45",
    "7, a1f1ebbed8dbc153c0b84aa61ff08239",
    "8, 3b62a9ba6258f5610f83e264f31497b4",
    "9, 264499060ad9baabc47f8b02bb6d71ed",
    "15, 5493e99933b0a8117e08ec0f97cfc3d9",
    "16, 6ee2a4ca67b054bbfd3315bf85230577",
    "63, 5150d1772f50834a503e069a973fbd7c",
    "255, 1c9bb67528165f8e468248e3799b0eab",
    "256, 67a00304d3834c4612eaee7b5f579acb",
    "700, dc0a57737616b71f03c6abbd62f9c5f7"
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

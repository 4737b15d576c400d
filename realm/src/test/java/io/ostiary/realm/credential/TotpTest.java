package io.ostiary.realm.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  /** RFC 6238 appendix B, the lines of SHA-1. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void makesTheCodesOfTheStandard(long second, String code) {
    byte[] seed = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    long step = Totp.step(Instant.ofEpochSecond(second));

    assertThat(Totp.code(seed, step, 8)).isEqualTo(code);
    assertThat(Totp.code(seed, step, Totp.DIGITS)).isEqualTo(code.substring(2));
  }
}

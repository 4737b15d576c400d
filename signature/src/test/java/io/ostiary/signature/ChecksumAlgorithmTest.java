package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumAlgorithmTest {
  @ParameterizedTest
  @CsvSource({
    "CRC32, cbf43926",
    "CRC32C, e3069283",
    "CRC64NVME, ae8b14860a799888",
    "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
  })
  void hasTheKnownCheckValue(ChecksumAlgorithm algorithm, String expected) {
    ChecksumAlgorithm.Running running = algorithm.start();
    running.update("x123456789".getBytes(US_ASCII), 1, 9);

    assertThat(HexFormat.of().formatHex(running.value())).isEqualTo(expected);
  }

  @Test
  void takesEightOctetsAStepAsIfOneByOne() {
    byte[] bytes = new byte[1000];
    new Random(20261121).nextBytes(bytes);
    for (int length = 0; length < 40; length++) {
      Crc64Nvme whole = new Crc64Nvme();
      Crc64Nvme single = new Crc64Nvme();
      whole.update(bytes, 7, length);
      for (int i = 0; i < length; i++) {
        single.update(bytes[7 + i]);
      }
      assertThat(whole.getValue()).isEqualTo(single.getValue());
      whole.reset();
      assertThat(whole.getValue()).isZero();
    }
  }
}

package io.ostiary.depot.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksumAlgorithmTest {

  /** The check values that catalogues of such algorithms give for the text {@code 123456789}. */
  @ParameterizedTest
  @CsvSource({
    "CRC32, cbf43926",
    "CRC32C, e3069283",
    "CRC64NVME, ae8b14860a799888",
    "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
    "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
  })
  void computesTheKnownValue(ChecksumAlgorithm algorithm, String expected) {
    byte[] bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(of(algorithm, bytes))).isEqualTo(expected);
  }

  static Stream<Arguments> splitTexts() {
    Random random = new Random(20_260_101);
    return Stream.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C, ChecksumAlgorithm.CRC64NVME)
        .flatMap(
            algorithm ->
                Stream.generate(
                        () ->
                            Arguments.of(algorithm, random.nextInt(5000), random.nextInt(100_000)))
                    .limit(20));
  }

  @ParameterizedTest(name = "{0}: {1} bytes and {2} bytes, seed 20260101")
  @MethodSource("splitTexts")
  void theChecksumOfTheWholeFollowsFromThoseOfTheParts(
      ChecksumAlgorithm algorithm, int first, int second) {
    byte[] whole = new byte[first + second];
    new Random(first).nextBytes(whole);
    byte[] head = Arrays.copyOf(whole, first);
    byte[] tail = Arrays.copyOfRange(whole, first, whole.length);
    assertThat(algorithm.combine(of(algorithm, head), of(algorithm, tail), second))
        .isEqualTo(of(algorithm, whole));
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA1", "SHA256"})
  void digestsDoNotCombine(ChecksumAlgorithm algorithm) {
    assertThat(algorithm.combines()).isFalse();
    byte[] any = of(algorithm, new byte[0]);
    assertThatThrownBy(() -> algorithm.combine(any, any, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isFoundByNameInAnyCase() {
    assertThat(ChecksumAlgorithm.named("crc32C")).contains(ChecksumAlgorithm.CRC32C);
    assertThat(ChecksumAlgorithm.named("md5")).isEmpty();
  }

  private static byte[] of(ChecksumAlgorithm algorithm, byte[] bytes) {
    RunningChecksum checksum = algorithm.start();
    checksum.update(bytes, 0, bytes.length / 2);
    checksum.update(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
    return checksum.value();
  }
}

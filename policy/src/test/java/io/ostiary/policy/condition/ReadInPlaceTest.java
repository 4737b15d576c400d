package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.ostiary.policy.Tries;
import io.ostiary.policy.request.RequestContext;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read where it stands means the same as what the libraries make objects of. */
class ReadInPlaceTest {
  private static final int TRIES = Tries.of(2_000);

  static Stream<Long> seeds() {
    return LongStream.range(0, 10).boxed();
  }

  private static String text(Random random, int most, String... from) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }

  private static String number(Random random) {
    String digits = text(random, 4, "0", "0", "1", "9", "5");
    String fraction = random.nextBoolean() ? "." + text(random, 4, "0", "0", "1", "9") : "";
    String exponent =
        random.nextInt(3) == 0
            ? "e" + text(random, 1, "-", "+") + text(random, 3, "0", "1", "2")
            : "";
    return text(random, 1, "-", "+", "") + digits + fraction + exponent;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ordersNumbersAsBigDecimalDoes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      String left = number(random);
      String right = number(random);
      if (DecimalText.isNumber(left) && DecimalText.isNumber(right)) {
        assertThat(Integer.signum(DecimalText.compare(left, right)))
            .as("%s and %s", left, right)
            .isEqualTo(new BigDecimal(left).compareTo(new BigDecimal(right)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "-0, true",
    "+1, true",
    "007, true",
    "1.0, true",
    "1e5, true",
    "1E-5, true",
    "1., false",
    ".5, false",
    "'', false",
    "-, false",
    "1e, false",
    "1e+, false",
    "e5, false",
    "1.e5, false",
    "1x, false",
    "1e5x, false",
    "1 , true",
    "--1, false",
    "١, false",
    "1e2147483647, true",
    "1e2147483648, false",
    "1e2147483649, false",
    "1e-2147483647, true",
    "1e-2147483648, false",
    "1.5e-2147483647, false",
    "1.5e2147483649, false",
    "1e9999999999, false",
    "1e00000000005, true",
    "1e12345678901, false",
    "0e9999999999, false",
    "1234567890123456789012345678901234567890123456789012345678901234, true",
    "12345678901234567890123456789012345678901234567890123456789012345, false",
  })
  void knowsWhatANumberIs(String text, boolean number) {
    assertThat(DecimalText.isNumber(text)).isEqualTo(number);
    if (number) {
      assertThat(new BigDecimal(text)).isNotNull();
    }
  }

  private static String date(Random random) {
    String date =
        "%04d-%02d-%02d"
            .formatted(
                random.nextInt(3) * 999 + random.nextInt(1200),
                random.nextInt(14),
                random.nextInt(33));
    String time =
        "T%02d:%02d:%02d".formatted(random.nextInt(25), random.nextInt(61), random.nextInt(61));
    String fraction = random.nextBoolean() ? "." + text(random, 10, "0", "1", "9") : "";
    String offset =
        random.nextBoolean()
            ? "Z"
            : text(random, 1, "+", "-")
                + "%02d:%02d".formatted(random.nextInt(20), random.nextInt(62));
    return date + time + fraction + offset;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsInstantsAsJavaTimeDoes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      String text = date(random);
      Instant instant;
      try {
        instant = OffsetDateTime.parse(text).toInstant();
        if (text.contains(".Z") || text.contains(".+") || text.contains(".-")) {
          continue; // java.time allows a point without digits
        }
      } catch (DateTimeException notADate) {
        assertThat(W3cDate.second(text)).as(text).isEqualTo(W3cDate.NONE);
        continue;
      }
      assertThat(Instant.ofEpochSecond(W3cDate.second(text), W3cDate.nano(text)))
          .as(text)
          .isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01T00:00:00Z",
    "0000, 0000-01-01T00:00:00Z",
    "2026-03, 2026-03-01T00:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
    "2000-02-29, 2000-02-29T00:00:00Z",
    "2026-03-01T13:00Z, 2026-03-01T13:00:00Z",
    "2026-03-01T13:00+01:00, 2026-03-01T12:00:00Z",
    "2026-03-01T13:00:01-18:00, 2026-03-02T07:00:01Z",
    "2026-03-01T13:00:01+18:00, 2026-02-28T19:00:01Z",
    "0, 1970-01-01T00:00:00Z",
    "1772366400, 2026-03-01T12:00:00Z",
    "999999999999, +33658-09-27T01:46:39Z",
    "2023-02-29,",
    "1900-02-29,",
    "2026-13,",
    "2026-00,",
    "2026-04-31,",
    "2026-3,",
    "2026-,",
    "2026-03-,",
    "2026-03-01T,",
    "2026-03-01T13,",
    "2026-03-01T13:00,",
    "2026-03T13:00Z,",
    "2026-03-01T13:00ZZ,",
    "2026-03-01T24:00Z,",
    "2026-03-01T13:60Z,",
    "2026-03-01T13:00:60Z,",
    "2026-03-01T13:00:00.Z,",
    "2026-03-01T13:00:00.1234567890Z,",
    "2026-03-01T13:00+18:01,",
    "2026-03-01T13:00+1:00,",
    "2026-03-01T13:00*01:00,",
    "2026-03-01 13:00Z,",
    "1000000000000,",
    "'',",
    "-1,",
    "20x6,",
    "2026/03/01,",
    "2026-03-01T13:00:00.,",
    "2026-03-01T13:00:0Z,",
    "2026-03-01T13:00:0,",
    "2026-03-01T13:00:,",
    "2026-03-01T1:000Z,",
    "2026-03-01Z,",
    "2026T13:00Z,",
    "2026-03-01T13:00:00,",
  })
  void knowsWhatADateIs(String text, String instant) {
    long second = W3cDate.second(text);
    assertThat(second)
        .isEqualTo(instant == null ? W3cDate.NONE : Instant.parse(instant).getEpochSecond());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsDaysAsJavaTimeDoes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      LocalDate date = LocalDate.of(random.nextInt(10_000), 1, 1).plusDays(random.nextInt(366));
      if (date.getYear() < 10_000) {
        assertThat(W3cDate.second(date.toString())).isEqualTo(date.toEpochDay() * 86_400);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AZaz", "09+/", "AB", "ABC", "AA==", "AZa=", "AZaz09+/"})
  void decodesEveryDigit(String base64) {
    assertThat(BinaryMatcher.of(base64).compare(base64, RequestContext.EMPTY))
        .isEqualTo(ValueMatcher.Outcome.MATCHES);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decodesAsTheLibraryDoes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      String have = text(random, 6, "A", "z", "/", "+", "9") + text(random, 3, "=", "=", "!", "é");
      byte[] bytes = new byte[random.nextInt(5)];
      random.nextBytes(bytes);
      String want = random.nextBoolean() ? have : Base64.getEncoder().encodeToString(bytes);
      assertThat(BinaryMatcher.of(want).compare(have, RequestContext.EMPTY))
          .as("%s and %s", want, have)
          .isEqualTo(ValueMatcher.Outcome.of(decodesTo(want, have)));
    }
  }

  private static boolean decodesTo(String want, String have) {
    try {
      return Arrays.equals(Base64.getDecoder().decode(want), Base64.getDecoder().decode(have));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static String address(Random random) {
    String v4 =
        "%d.%d.%d.%d".formatted(random.nextInt(270), random.nextInt(3), 9, random.nextInt(256));
    return switch (random.nextInt(4)) {
      case 0 -> v4;
      case 1 ->
          text(random, 9, "1:", "db8:", "0:", "FFFF:", "00a:")
              + text(random, 1, "1", ":", "::1", v4);
      case 2 ->
          text(random, 5, "1:", "db8:", "0:")
              + ":"
              + text(random, 4, "1:", "0:", "ff:")
              + text(random, 1, "2", "0", v4);
      default -> text(random, 8, "1", "::", ":", ".", "ffff:", v4, "g", "12345");
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsAddressesAsTheLibraryDoes(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < TRIES; i++) {
      String text = address(random);
      IPAddress address = new IPAddressString(text).getAddress();
      if (AddressText.v4(text) != AddressText.NONE) {
        assertThat(address.toIPv4().longValue()).as(text).isEqualTo(AddressText.v4(text));
        read++;
      } else if (AddressText.isV6(text)) {
        assertThat(address.toIPv6().getValue().toByteArray()).as(text).isNotEmpty();
        assertThat("%016x%016x".formatted(AddressText.v6(text, true), AddressText.v6(text, false)))
            .as(text)
            .isEqualTo("%032x".formatted(address.toIPv6().getValue()));
        read++;
      }
    }
    assertThat(read).isGreaterThan(TRIES / 5);
  }
}

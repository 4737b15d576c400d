package io.ostiary.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  private static final AddressRange V4 = Objects.requireNonNull(AddressRange.parse("0.0.0.0/0"));
  private static final AddressRange V6 = Objects.requireNonNull(AddressRange.parse("::/0"));

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true",
    "255.255.255.255, true",
    "256.0.0.1, false",
    "1.2.3.999, false",
    "1.2.3.0004, false",
    "1.2.3.04, false",
    "01.2.3.4, false",
    "1.2.3, false",
    "1.2.3., false",
    "1..3.4, false",
    "1.2.3.4.5, false",
    "1.2.3.4., false",
    "1.2.3:4, false",
    "' 1.2.3.4', false",
    "'1.2.3.4 ', false",
    "1.2.3.-4, false",
    "1.2.3.4/32, false",
    "٣.2.3.4, false",
    "'', false",
    "::, true",
    "::1, true",
    "1::, true",
    "1:2:3:4:5:6:7:8, true",
    "1:2:3:4:5:6:7::, true",
    "::2:3:4:5:6:7:8, true",
    "1:2:3::5:6:7:8, true",
    "1:2:3:4:5:6:1.2.3.4, true",
    "::1.2.3.4, true",
    "1::1.2.3.4, true",
    "fFfF::0001, true",
    "1:2:3:4:5:6:7, false",
    "1:2:3:4:5:6:7:8:9, false",
    "1:2:3:4:5:6:7:8::, false",
    "1:2:3:4::5:6:7:8, false",
    "1:2:3:4:5:6:7:1.2.3.4, false",
    "1:2:3:4:5::1.2.3.4:8, false",
    "1.2.3.4::, false",
    "1.2.3.4::1, false",
    "1.2.3.4:5:6:7:8:9:10, false",
    "::1.2.3, false",
    "::1.2.3.256, false",
    "::1.2.3.04, false",
    "::1::, false",
    ":::, false",
    "1:::2, false",
    ":1::, false",
    "::1:, false",
    ":1:2:3:4:5:6:7:8, false",
    "1:2:3:4:5:6:7:8:, false",
    "1:2:3:4:5:6:7:, false",
    "::00001, false",
    "00001::, false",
    "::12345, false",
    "::g, false",
    "::1.a.2.3, false",
    "1;2::, false",
    "fe80::1%eth0, false",
    "[::1], false",
    "':: ', false",
    "::1/128, false",
    "::/0, false",
    "20010db8000000000000000000000001, false",
  })
  void knowsWhatAnAddressIs(String text, boolean address) {
    assertThat(AddressRange.parseAddress(text) != null).isEqualTo(address);
    assertThat(V4.contains(text) || V6.contains(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4/0, true",
    "1.2.3.4/9, true",
    "1.2.3.4/32, true",
    "1.2.3.4/33, false",
    "1.2.3.4/08, false",
    "1.2.3.4/00, false",
    "1.2.3.4/, false",
    "1.2.3.4/8/8, false",
    "1.2.3.4/-1, false",
    "1.2.3.4/x, false",
    "1.2.3.4/1x, false",
    "'1.2.3.4/8 ', false",
    "1.2.3.4/255.0.0.0, false",
    "1.2.3.4/2499999999999999999999, false",
    "::/0, true",
    "::/100, true",
    "::/128, true",
    "::/129, false",
    "::/999, false",
    "::/0128, false",
    "/8, false",
    "/, false",
    "x/8, false",
  })
  void knowsWhatARangeIs(String text, boolean range) {
    assertThat(AddressRange.parse(text) != null).isEqualTo(range);
  }

  @ParameterizedTest(name = "{0} has {1}, but not {2}")
  @CsvSource({
    "203.0.113.7, 203.0.113.7, 203.0.113.6",
    "203.0.113.9/24, 203.0.113.255, 203.0.112.9",
    "203.0.113.9/31, 203.0.113.8, 203.0.113.10",
    "203.0.113.9/1, 128.0.0.0, 127.255.255.255",
    "0.0.0.0/0, 255.255.255.255, ::1",
    "203.0.113.0/24, ::ffff:203.0.113.7, ::fffe:203.0.113.7",
    "203.0.113.0/24, ::ffff:cb00:7107, 1::ffff:203.0.113.7",
    "203.0.113.0/24, 0:0:0:0:0:FFFF:203.0.113.7, ::203.0.113.7",
    "::ffff:203.0.113.7, 203.0.113.7, 203.0.113.8",
    "::ffff:203.0.113.0/120, 203.0.113.255, 203.0.114.0",
    "::ffff:0:0/96, 255.255.255.255, ::fffe:0:1",
    "::ffff:0:0/95, ::fffe:0:1, 203.0.113.7",
    "1::ffff:0:0/96, 1::ffff:1:1, 203.0.113.7",
    "2001:db8::/32, 2001:0DB8:ffff::1, 2001:db9::",
    "2001:db8:0:1::/64, 2001:db8:0:1:ffff:ffff:ffff:ffff, 2001:db8:0:2::",
    "2001:db8::/63, 2001:db8:0:1::, 2001:db8:0:2::",
    "2001:db8::8000:0:0:0/65, 2001:db8::ffff:0:0:1, 2001:db8::7fff:0:0:1",
    "2001:db8::1:0/112, 2001:db8::1:ffff, 2001:db8::2:0",
    "2001:db8::/127, 2001:db8::1, 2001:db8::2",
    "2001:db8::1, 2001:db8:0::0:1, 2001:db8:1::1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:0.7.0.8, 1:2:3:4:5:6:7:9",
    "::/0, ffff::, 0.0.0.0",
  })
  void holdsTheAddressesOfItsPrefix(String range, String inside, String outside) {
    assertThat(AddressRange.parse(range))
        .matches(it -> it.contains(inside))
        .matches(it -> !it.contains(outside));
  }
}

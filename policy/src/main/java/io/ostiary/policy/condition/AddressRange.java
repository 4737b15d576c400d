package io.ostiary.policy.condition;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one family that share a prefix: {@code 203.0.113.0/24}, {@code 2001:db8::/32},
 * or a bare address. Bits after the prefix are ignored. An IPv4 address in IPv6's clothes ({@code
 * ::ffff:203.0.113.7}) is the IPv4 address.
 *
 * @param high the upper 64 bits of the address, zero for IPv4
 * @param low the lower 64 bits
 */
record AddressRange(boolean v4, long high, long low, int prefixLength) {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int MAX_PREFIX_DIGITS = 3;
  private static final int MAPPED_BITS = V6_BITS - V4_BITS;
  private static final long MAPPED = 0xffff;
  private static final long V4_MASK = 0xffff_ffffL;

  private static final IPAddressStringParameters STRICT = strict(false);
  private static final IPAddressStringParameters STRICT_WITH_PREFIX = strict(true);

  private static IPAddressStringParameters strict(boolean prefix) {
    IPAddressStringParameters.Builder strict =
        new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefix(prefix)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false);
    strict
        .getIPv4AddressParametersBuilder()
        .allow_inet_aton(false)
        .allowLeadingZeros(false)
        .allowBinary(false)
        .allowPrefixesBeyondAddressSize(false)
        .setRangeOptions(RangeParameters.NO_RANGE);
    strict
        .getIPv6AddressParametersBuilder()
        .allowZone(false)
        .allowBase85(false)
        .allowBinary(false)
        .allowMixed(true)
        .allowPrefixesBeyondAddressSize(false)
        .setRangeOptions(RangeParameters.NO_RANGE);
    return strict.toParams();
  }

  /** The range that the text names, or null if it names none. */
  static @Nullable AddressRange parse(String text) {
    int prefix = text.indexOf('/') + 1;
    if (prefix > 0 && !isPrefixLength(text, prefix)) {
      return null;
    }
    return of(new IPAddressString(text, STRICT_WITH_PREFIX).getAddress());
  }

  /**
   * Says whether digits follow that may be a prefix's length. The library's own switch against
   * leading zeros refuses {@code /0} as well, and it fails on more digits than an int holds.
   */
  private static boolean isPrefixLength(String text, int from) {
    int digits = text.length() - from;
    return digits == 1 || (digits > 0 && digits <= MAX_PREFIX_DIGITS && text.charAt(from) != '0');
  }

  /** The single address that the text names, or null if it names none. */
  static @Nullable AddressRange parseAddress(String text) {
    if (text.indexOf('/') >= 0) {
      return null;
    }
    return of(new IPAddressString(text, STRICT).getAddress());
  }

  private static @Nullable AddressRange of(@Nullable IPAddress address) {
    if (address == null) {
      return null;
    }
    Integer prefix = address.getNetworkPrefixLength();
    byte[] bytes = address.getBytes();
    if (address.isIPv4()) {
      return new AddressRange(true, 0, bits(bytes, 0, 4), prefix == null ? V4_BITS : prefix);
    }
    int length = prefix == null ? V6_BITS : prefix;
    IPv6Address v6 = address.toIPv6();
    if (v6.isIPv4Mapped() && length >= MAPPED_BITS) {
      return new AddressRange(true, 0, bits(bytes, 12, 4), length - MAPPED_BITS);
    }
    return new AddressRange(false, bits(bytes, 0, 8), bits(bytes, 8, 8), length);
  }

  private static long bits(byte[] bytes, int from, int count) {
    long bits = 0;
    for (int i = from; i < from + count; i++) {
      bits = (bits << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return bits;
  }

  /**
   * Says whether the address that a text names is in this range. Allocates nothing for the usual
   * spellings; the library judges the others, and what is no address.
   */
  boolean contains(String text) {
    long v4Address = AddressText.v4(text);
    if (v4Address != AddressText.NONE) {
      return contains(true, 0, v4Address);
    }
    if (AddressText.isV6(text)) {
      long upper = AddressText.v6(text, true);
      long lower = AddressText.v6(text, false);
      boolean mapped = upper == 0 && lower >>> V4_BITS == MAPPED;
      return mapped ? contains(true, 0, lower & V4_MASK) : contains(false, upper, lower);
    }
    AddressRange address = parseAddress(text);
    return address != null && contains(address.v4, address.high, address.low);
  }

  private boolean contains(boolean addressV4, long addressHigh, long addressLow) {
    if (v4 != addressV4) {
      return false;
    }
    if (v4) {
      return same(low, addressLow, V4_BITS - prefixLength);
    }
    int below = V6_BITS - prefixLength;
    return same(high, addressHigh, Math.max(0, below - Long.SIZE))
        && same(low, addressLow, Math.min(Long.SIZE, below));
  }

  private static boolean same(long a, long b, int ignoredBits) {
    return ignoredBits == Long.SIZE || (a ^ b) >>> ignoredBits == 0;
  }
}

package io.ostiary.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * The addresses of one family that share a prefix: {@code 203.0.113.0/24}, {@code 2001:db8::/32},
 * or a bare address. Bits after the prefix are ignored. An IPv4 address in IPv6's clothes ({@code
 * ::ffff:203.0.113.7}) is the IPv4 address.
 *
 * @param high the upper 64 bits of the address, zero for IPv4
 * @param low the lower 64 bits
 */
public record AddressRange(boolean v4, long high, long low, int prefixLength) {
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;
  private static final int MAPPED_BITS = V6_BITS - V4_BITS;
  private static final long MAPPED = 0xffff;
  private static final long V4_MASK = 0xffff_ffffL;

  /** The range that the text names, or null if it names none. */
  public static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    long v4 = AddressText.v4(address);
    int bits = v4 == AddressText.NONE ? V6_BITS : V4_BITS;
    int length = slash < 0 ? bits : AddressText.decimal(text, slash + 1, text.length());
    if (length < 0 || length > bits) {
      return null;
    }
    if (v4 != AddressText.NONE) {
      return new AddressRange(true, 0, v4, length);
    }
    return AddressText.isV6(address) ? ofV6(address, length) : null;
  }

  private static AddressRange ofV6(String address, int length) {
    long upper = AddressText.v6(address, true);
    long lower = AddressText.v6(address, false);
    return isMapped(upper, lower) && length >= MAPPED_BITS
        ? new AddressRange(true, 0, lower & V4_MASK, length - MAPPED_BITS)
        : new AddressRange(false, upper, lower, length);
  }

  private static boolean isMapped(long upper, long lower) {
    return upper == 0 && lower >>> V4_BITS == MAPPED;
  }

  /** The single address that the text names, or null if it names none. */
  public static @Nullable AddressRange parseAddress(String text) {
    return text.indexOf('/') < 0 ? parse(text) : null;
  }

  /** Says whether the address that a text names is in this range. Allocates nothing. */
  public boolean contains(String text) {
    if (text.indexOf(':') < 0) {
      long address = v4 ? AddressText.v4(text) : AddressText.NONE;
      return address != AddressText.NONE && contains(true, 0, address);
    }
    if ((v4 && !mayBeMapped(text)) || !AddressText.isV6(text)) {
      return false;
    }
    long upper = AddressText.v6(text, true);
    if (upper != 0 && prefixLength <= Long.SIZE) {
      return contains(false, upper, 0);
    }
    long lower = AddressText.v6(text, false);
    return isMapped(upper, lower)
        ? contains(true, 0, lower & V4_MASK)
        : contains(false, upper, lower);
  }

  /** An IPv4 address in IPv6's clothes has zeros before it. */
  private static boolean mayBeMapped(String text) {
    return text.charAt(0) == ':' || text.charAt(0) == '0';
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

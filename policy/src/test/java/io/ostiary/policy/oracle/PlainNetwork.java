package io.ostiary.policy.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address of 32 or 128 bits and how many of its leading bits count. An IPv4 address in IPv6
 * clothes is the IPv4 address.
 */
record PlainNetwork(int bits, BigInteger value, int prefix) {
  private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

  boolean holds(PlainNetwork address) {
    return bits == address.bits
        && value.shiftRight(bits - prefix).equals(address.value.shiftRight(bits - prefix));
  }

  /** An address, or an address and how many bits of it count. */
  static @Nullable PlainNetwork parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text);
    }
    String digits = text.substring(slash + 1);
    boolean six = text.contains(":");
    PlainNetwork address = address(text.substring(0, slash));
    if (address == null || !digits.matches("[0-9]{1,3}")) {
      return null;
    }
    int prefix = Integer.parseInt(digits) - (six ? 128 - address.bits : 0);
    return prefix < 0 || prefix > address.bits
        ? null
        : new PlainNetwork(address.bits, address.value, prefix);
  }

  static @Nullable PlainNetwork address(String text) {
    BigInteger four = four(text);
    if (four != null) {
      return new PlainNetwork(32, four, 32);
    }
    BigInteger six = six(text);
    if (six == null) {
      return null;
    }
    return six.shiftRight(32).equals(MAPPED)
        ? new PlainNetwork(32, six.subtract(MAPPED.shiftLeft(32)), 32)
        : new PlainNetwork(128, six, 128);
  }

  private static @Nullable BigInteger four(String text) {
    if (!text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}")) {
      return null;
    }
    BigInteger value = BigInteger.ZERO;
    for (String part : text.split("\\.", -1)) {
      if (Integer.parseInt(part) > 255) {
        return null;
      }
      value = value.shiftLeft(8).add(new BigInteger(part));
    }
    return value;
  }

  /** Eight groups of hexadecimal digits; two colons stand for as many zeros as are missing. */
  private static @Nullable BigInteger six(String text) {
    int gap = text.indexOf("::");
    List<String> groups = groups(gap < 0 ? text : text.substring(0, gap));
    List<String> rest = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    int missing = 8 - groups.size() - rest.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    for (; missing > 0; missing--) {
      groups.add("0");
    }
    groups.addAll(rest);
    BigInteger value = BigInteger.ZERO;
    for (String group : groups) {
      if (!group.matches("[0-9a-fA-F]{1,4}")) {
        return null;
      }
      value = value.shiftLeft(16).add(new BigInteger(group, 16));
    }
    return value;
  }

  /** The groups of one side; an IPv4 address at the end makes two. */
  private static List<String> groups(String text) {
    List<String> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    for (String group : text.split(":", -1)) {
      BigInteger four = group.contains(".") ? four(group) : null;
      if (four == null) {
        groups.add(group);
      } else {
        groups.add(four.shiftRight(16).toString(16));
        groups.add(four.and(MAPPED).toString(16));
      }
    }
    return groups;
  }
}

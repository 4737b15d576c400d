package io.ostiary.policy.validation;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.ostiary.policy.condition.OperatorForm.Kind;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is looked for in the ranges of addresses that a condition wants. */
final class AddressChecks {
  private static final List<IPAddress> PRIVATE =
      Stream.of(
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "fc00::/7",
              "fe80::/10",
              "::1/128")
          .map(range -> new IPAddressString(range).getAddress().toPrefixBlock())
          .toList();

  private AddressChecks() {}

  private static boolean isWanted(Value value) {
    return value.form().kind() == Kind.IP_ADDRESS && !value.text().contains("${");
  }

  /** The range that a value names; empty if it names none. */
  static Optional<IPAddress> range(Value value) {
    return isWanted(value) && Kind.IP_ADDRESS.admits(value.text())
        ? Optional.of(new IPAddressString(value.text()).getAddress().toPrefixBlock())
        : Optional.empty();
  }

  /** Whether an IPv4 address has a number that some would read as octal. */
  private static boolean hasLeadingZero(String text) {
    int slash = text.indexOf('/');
    String[] numbers = (slash < 0 ? text : text.substring(0, slash)).split("\\.", -1);
    if (numbers.length != 4) {
      return false;
    }
    boolean zero = false;
    for (String number : numbers) {
      if (number.isEmpty() || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
      zero |= number.length() > 1 && number.startsWith("0");
    }
    return zero;
  }

  static void invalid(Value value, Report report) {
    if (isWanted(value) && !Kind.IP_ADDRESS.admits(value.text()) && !hasLeadingZero(value.text())) {
      report.at(
          value.place(),
          "`%s` is no range of addresses; write one such as `203.0.113.0/24` or `2001:db8::/32`"
              .formatted(value.text()));
    }
  }

  static void leadingZero(Value value, Report report) {
    if (isWanted(value) && hasLeadingZero(value.text())) {
      report.at(
          value.place(),
          "`%s` has a number with a leading zero, which some read as octal, so it matches nothing;"
                  .formatted(value.text())
              + " leave the zero out");
    }
  }

  static void hostBits(Value value, Report report) {
    range(value)
        .ifPresent(
            block -> {
              IPAddress written = new IPAddressString(value.text()).getAddress().getLower();
              IPAddress lowest = block.getLower();
              if (!written.withoutPrefixLength().equals(lowest.withoutPrefixLength())) {
                report.at(
                    value.place(),
                    "`%s` means `%s`, since what follows the prefix is ignored; write that"
                        .formatted(value.text(), block.toCompressedString()));
              }
            });
  }

  static void privateRange(Value value, Report report) {
    if (value.isOf("aws:sourceip")) {
      range(value)
          .filter(block -> PRIVATE.stream().anyMatch(range -> range.contains(block)))
          .ifPresent(
              block ->
                  report.at(
                      value.place(),
                      ("`%s` is private: AWS sees public addresses only, and here it must be what"
                              + " the server itself sees; make sure that it is")
                          .formatted(value.text())));
    }
  }
}

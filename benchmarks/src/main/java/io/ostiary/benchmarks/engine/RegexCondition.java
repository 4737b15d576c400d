package io.ostiary.benchmarks.engine;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.ostiary.policy.request.RequestContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A condition as one writes it first: wanted values ready, the request's read at each decision. */
record RegexCondition(
    String key, boolean anyOfMany, boolean negated, List<Predicate<String>> wanted) {

  private static final String ANY = "ForAnyValue:";
  private static final String NOT = "Not";

  static RegexCondition of(String operator, String key, List<String> values) {
    boolean anyOfMany = operator.startsWith(ANY);
    String plain = anyOfMany ? operator.substring(ANY.length()) : operator;
    boolean negated = plain.contains(NOT);
    String positive = negated ? plain.replace(NOT, "") : plain;
    List<Predicate<String>> wanted = new ArrayList<>();
    values.forEach(value -> wanted.add(test(positive, value)));
    return new RegexCondition(RequestContext.fold(key), anyOfMany, negated, wanted);
  }

  boolean holds(RequestContext context) {
    RequestContext.Values values = context.get(key);
    if (values == null) {
      return negated;
    }
    if (values.multivalued() != anyOfMany) {
      return false;
    }
    return values.texts().stream()
        .anyMatch(text -> wanted.stream().anyMatch(test -> test.test(text)) != negated);
  }

  private static Predicate<String> test(String operator, String want) {
    return switch (operator) {
      case "StringEquals" -> want::equals;
      case "StringLike" -> matching(Regex.like(want));
      case "ArnLike" -> matching(Regex.arn(want));
      case "Bool" -> want::equalsIgnoreCase;
      case "IpAddress" -> within(new IPAddressString(want).getAddress());
      case "NumericLessThan" -> compared(want, order -> order < 0);
      case "NumericLessThanEquals" -> compared(want, order -> order <= 0);
      case "NumericGreaterThan" -> compared(want, order -> order > 0);
      case "DateLessThan" -> before(Instant.parse(want));
      default ->
          throw new IllegalArgumentException(
              "operator `%s` is not generated; teach RegexCondition what it means"
                  .formatted(operator));
    };
  }

  private static Predicate<String> matching(Pattern pattern) {
    return have -> pattern.matcher(have).matches();
  }

  private static Predicate<String> within(IPAddress range) {
    return have -> range.contains(new IPAddressString(have).getAddress());
  }

  private static Predicate<String> compared(String want, IntPredicate order) {
    return have -> order.test(new BigDecimal(have).compareTo(new BigDecimal(want)));
  }

  private static Predicate<String> before(Instant limit) {
    return have -> Instant.parse(have).isBefore(limit);
  }
}

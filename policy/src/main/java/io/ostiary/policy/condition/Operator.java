package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition operator that compares values.
 *
 * @param name in its usual spelling
 * @param kind what both values have to be
 * @param relation what a value is to a wanted one that it matches: {@code in}, {@code less than};
 *     empty if the same
 * @param negated whether it holds if no wanted value matches, rather than if one does
 * @param compiler makes a matcher of a wanted value
 */
record Operator(String name, ValueKind kind, String relation, boolean negated, Compiler compiler) {

  /** Compiles one wanted value. */
  @FunctionalInterface
  interface Compiler {
    ValueMatcher compile(String want, boolean variables);
  }

  private static final List<Operator> ALL =
      List.of(
          text("StringEquals", "", false, TextMatcher::equal),
          text("StringNotEquals", "", true, TextMatcher::equal),
          text("StringEqualsIgnoreCase", "", false, TextMatcher::equalIgnoringCase),
          text("StringNotEqualsIgnoreCase", "", true, TextMatcher::equalIgnoringCase),
          text("StringLike", "like", false, TextMatcher::like),
          text("StringNotLike", "like", true, TextMatcher::like),
          number("NumericEquals", "", false, Comparison.EQUAL),
          number("NumericNotEquals", "", true, Comparison.EQUAL),
          number("NumericLessThan", "less than", false, Comparison.LESS),
          number("NumericLessThanEquals", "at most", false, Comparison.AT_MOST),
          number("NumericGreaterThan", "greater than", false, Comparison.GREATER),
          number("NumericGreaterThanEquals", "at least", false, Comparison.AT_LEAST),
          date("DateEquals", "", false, Comparison.EQUAL),
          date("DateNotEquals", "", true, Comparison.EQUAL),
          date("DateLessThan", "before", false, Comparison.LESS),
          date("DateLessThanEquals", "at or before", false, Comparison.AT_MOST),
          date("DateGreaterThan", "after", false, Comparison.GREATER),
          date("DateGreaterThanEquals", "at or after", false, Comparison.AT_LEAST),
          new Operator(
              "Bool", ValueKind.BOOL, "", false, (want, variables) -> BoolMatcher.of(want)),
          new Operator(
              "BinaryEquals",
              ValueKind.BINARY,
              "",
              false,
              (want, variables) -> BinaryMatcher.of(want)),
          address("IpAddress", false),
          address("NotIpAddress", true),
          arn("ArnEquals", false),
          arn("ArnNotEquals", true),
          arn("ArnLike", false),
          arn("ArnNotLike", true));

  private static final Map<String, Operator> BY_FOLDED_NAME =
      ALL.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  operator -> RequestContext.fold(operator.name), Function.identity()));

  private static Operator text(String name, String relation, boolean negated, Compiler compiler) {
    return new Operator(name, ValueKind.TEXT, relation, negated, compiler);
  }

  private static Operator number(
      String name, String relation, boolean negated, Comparison comparison) {
    return new Operator(
        name, ValueKind.NUMBER, relation, negated, NumberMatcher.asking(comparison));
  }

  private static Operator date(
      String name, String relation, boolean negated, Comparison comparison) {
    return new Operator(name, ValueKind.DATE, relation, negated, DateMatcher.asking(comparison));
  }

  private static Operator address(String name, boolean negated) {
    return new Operator(
        name, ValueKind.ADDRESS, "in", negated, (want, variables) -> AddressMatcher.of(want));
  }

  private static Operator arn(String name, boolean negated) {
    return new Operator(name, ValueKind.ARN, "like", negated, ArnMatcher::of);
  }

  static @Nullable Operator of(String foldedName) {
    return BY_FOLDED_NAME.get(foldedName);
  }

  /** All names, for a message. */
  static String names() {
    return ALL.stream().map(Operator::name).collect(Collectors.joining(", ", "", ", Null"));
  }

  ValueMatcher compile(String want, boolean variables) {
    return compiler.compile(want, variables);
  }
}

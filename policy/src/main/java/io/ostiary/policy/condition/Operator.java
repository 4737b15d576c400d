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
          new Operator("StringEquals", ValueKind.TEXT, "", false, TextMatcher::equal),
          new Operator("StringNotEquals", ValueKind.TEXT, "", true, TextMatcher::equal),
          new Operator(
              "StringEqualsIgnoreCase", ValueKind.TEXT, "", false, TextMatcher::equalIgnoringCase),
          new Operator(
              "StringNotEqualsIgnoreCase",
              ValueKind.TEXT,
              "",
              true,
              TextMatcher::equalIgnoringCase),
          new Operator("StringLike", ValueKind.TEXT, "like", false, TextMatcher::like),
          new Operator("StringNotLike", ValueKind.TEXT, "like", true, TextMatcher::like),
          new Operator(
              "NumericEquals", ValueKind.NUMBER, "", false, NumberMatcher.asking(Comparison.EQUAL)),
          new Operator(
              "NumericNotEquals",
              ValueKind.NUMBER,
              "",
              true,
              NumberMatcher.asking(Comparison.EQUAL)),
          new Operator(
              "NumericLessThan",
              ValueKind.NUMBER,
              "less than",
              false,
              NumberMatcher.asking(Comparison.LESS)),
          new Operator(
              "NumericLessThanEquals",
              ValueKind.NUMBER,
              "at most",
              false,
              NumberMatcher.asking(Comparison.AT_MOST)),
          new Operator(
              "NumericGreaterThan",
              ValueKind.NUMBER,
              "greater than",
              false,
              NumberMatcher.asking(Comparison.GREATER)),
          new Operator(
              "NumericGreaterThanEquals",
              ValueKind.NUMBER,
              "at least",
              false,
              NumberMatcher.asking(Comparison.AT_LEAST)),
          new Operator(
              "DateEquals", ValueKind.DATE, "", false, DateMatcher.asking(Comparison.EQUAL)),
          new Operator(
              "DateNotEquals", ValueKind.DATE, "", true, DateMatcher.asking(Comparison.EQUAL)),
          new Operator(
              "DateLessThan", ValueKind.DATE, "before", false, DateMatcher.asking(Comparison.LESS)),
          new Operator(
              "DateLessThanEquals",
              ValueKind.DATE,
              "at or before",
              false,
              DateMatcher.asking(Comparison.AT_MOST)),
          new Operator(
              "DateGreaterThan",
              ValueKind.DATE,
              "after",
              false,
              DateMatcher.asking(Comparison.GREATER)),
          new Operator(
              "DateGreaterThanEquals",
              ValueKind.DATE,
              "at or after",
              false,
              DateMatcher.asking(Comparison.AT_LEAST)),
          new Operator(
              "Bool", ValueKind.BOOL, "", false, (want, variables) -> BoolMatcher.of(want)),
          new Operator(
              "BinaryEquals",
              ValueKind.BINARY,
              "",
              false,
              (want, variables) -> BinaryMatcher.of(want)),
          new Operator(
              "IpAddress",
              ValueKind.ADDRESS,
              "in",
              false,
              (want, variables) -> AddressMatcher.of(want)),
          new Operator(
              "NotIpAddress",
              ValueKind.ADDRESS,
              "in",
              true,
              (want, variables) -> AddressMatcher.of(want)),
          new Operator("ArnEquals", ValueKind.ARN, "like", false, ArnMatcher::of),
          new Operator("ArnNotEquals", ValueKind.ARN, "like", true, ArnMatcher::of),
          new Operator("ArnLike", ValueKind.ARN, "like", false, ArnMatcher::of),
          new Operator("ArnNotLike", ValueKind.ARN, "like", true, ArnMatcher::of));

  private static final Map<String, Operator> BY_FOLDED_NAME =
      ALL.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  operator -> RequestContext.fold(operator.name), Function.identity()));

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

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
 * @param negated whether it holds if no wanted value matches, rather than if one does
 * @param compiler makes a matcher of a wanted value
 */
record Operator(String name, boolean negated, Compiler compiler) {

  /** Compiles one wanted value. */
  @FunctionalInterface
  interface Compiler {
    ValueMatcher compile(String want, boolean variables);
  }

  private static final List<Operator> ALL =
      List.of(
          new Operator("StringEquals", false, TextMatcher::equal),
          new Operator("StringNotEquals", true, TextMatcher::equal),
          new Operator("StringEqualsIgnoreCase", false, TextMatcher::equalIgnoringCase),
          new Operator("StringNotEqualsIgnoreCase", true, TextMatcher::equalIgnoringCase),
          new Operator("StringLike", false, TextMatcher::like),
          new Operator("StringNotLike", true, TextMatcher::like),
          new Operator("NumericEquals", false, NumberMatcher.asking(Comparison.EQUAL)),
          new Operator("NumericNotEquals", true, NumberMatcher.asking(Comparison.EQUAL)),
          new Operator("NumericLessThan", false, NumberMatcher.asking(Comparison.LESS)),
          new Operator("NumericLessThanEquals", false, NumberMatcher.asking(Comparison.AT_MOST)),
          new Operator("NumericGreaterThan", false, NumberMatcher.asking(Comparison.GREATER)),
          new Operator(
              "NumericGreaterThanEquals", false, NumberMatcher.asking(Comparison.AT_LEAST)),
          new Operator("DateEquals", false, DateMatcher.asking(Comparison.EQUAL)),
          new Operator("DateNotEquals", true, DateMatcher.asking(Comparison.EQUAL)),
          new Operator("DateLessThan", false, DateMatcher.asking(Comparison.LESS)),
          new Operator("DateLessThanEquals", false, DateMatcher.asking(Comparison.AT_MOST)),
          new Operator("DateGreaterThan", false, DateMatcher.asking(Comparison.GREATER)),
          new Operator("DateGreaterThanEquals", false, DateMatcher.asking(Comparison.AT_LEAST)),
          new Operator("Bool", false, (want, variables) -> BoolMatcher.of(want)),
          new Operator("BinaryEquals", false, (want, variables) -> BinaryMatcher.of(want)),
          new Operator("IpAddress", false, (want, variables) -> AddressMatcher.of(want)),
          new Operator("NotIpAddress", true, (want, variables) -> AddressMatcher.of(want)),
          new Operator("ArnEquals", false, ArnMatcher::of),
          new Operator("ArnNotEquals", true, ArnMatcher::of),
          new Operator("ArnLike", false, ArnMatcher::of),
          new Operator("ArnNotLike", true, ArnMatcher::of));

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

package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Evaluators that are wrong about conditions. */
final class ConditionBreakages {

  private ConditionBreakages() {}

  static Stream<Arguments> all() {
    return Stream.of(
        of(
            "IfExists is ignored",
            new NaiveEvaluator() {
              @Override
              boolean holdsWithoutKey(OperatorText operator) {
                return super.holdsWithoutKey(
                    new OperatorText(
                        operator.set(), operator.positive(), operator.negated(), false));
              }
            }),
        of(
            "IfExists makes a present key true",
            new NaiveEvaluator() {
              @Override
              boolean holds(
                  OperatorText operator,
                  @Nullable Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return (operator.ifExists() && have != null && operator.set().isEmpty())
                    || super.holds(operator, have, wants, variables, request);
              }
            }),
        of(
            "a negated operator fails on a missing key",
            new NaiveEvaluator() {
              @Override
              boolean holdsWithoutKey(OperatorText operator) {
                return super.holdsWithoutKey(operator)
                    && (!operator.negated() || operator.ifExists() || !operator.set().isEmpty());
              }
            }),
        of(
            "a positive operator holds on a missing key",
            new NaiveEvaluator() {
              @Override
              boolean holdsWithoutKey(OperatorText operator) {
                return super.holdsWithoutKey(operator) || operator.set().isEmpty();
              }
            }),
        of(
            "ForAllValues fails on a missing key",
            new NaiveEvaluator() {
              @Override
              boolean holdsWithoutKey(OperatorText operator) {
                return super.holdsWithoutKey(operator) && !operator.set().equals("forallvalues");
              }
            }),
        of(
            "ForAnyValue holds on a missing key with IfExists",
            new NaiveEvaluator() {
              @Override
              boolean holdsWithoutKey(OperatorText operator) {
                return super.holdsWithoutKey(operator) || operator.ifExists();
              }
            }),
        of(
            "ForAnyValue holds on an empty set",
            new NaiveEvaluator() {
              @Override
              boolean forAnyValue(
                  OperatorText operator,
                  Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return PlainRequest.list(have).isEmpty()
                    || super.forAnyValue(operator, have, wants, variables, request);
              }
            }),
        of(
            "ForAllValues fails on an empty set",
            new NaiveEvaluator() {
              @Override
              boolean forAllValues(
                  OperatorText operator,
                  Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return !PlainRequest.list(have).isEmpty()
                    && super.forAllValues(operator, have, wants, variables, request);
              }
            }),
        of(
            "ForAllValues is content with one value",
            new NaiveEvaluator() {
              @Override
              boolean forAllValues(
                  OperatorText operator,
                  Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return PlainRequest.list(have).isEmpty()
                    || forAnyValue(operator, have, wants, variables, request);
              }
            }),
        of(
            "ForAnyValue wants all values",
            new NaiveEvaluator() {
              @Override
              boolean forAnyValue(
                  OperatorText operator,
                  Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return !PlainRequest.list(have).isEmpty()
                    && forAllValues(operator, have, wants, variables, request);
              }
            }),
        of(
            "a plain operator reads a set of one",
            new NaiveEvaluator() {
              @Override
              boolean holds(
                  OperatorText operator,
                  @Nullable Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return super.holds(
                    operator,
                    have != null && operator.set().isEmpty() && PlainRequest.list(have).size() == 1
                        ? PlainRequest.list(have).get(0)
                        : have,
                    wants,
                    variables,
                    request);
              }
            }),
        of(
            "a negated plain operator holds on a set",
            new NaiveEvaluator() {
              @Override
              boolean holds(
                  OperatorText operator,
                  @Nullable Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return (operator.set().isEmpty() && operator.negated() && have instanceof List)
                    || super.holds(operator, have, wants, variables, request);
              }
            }),
        of(
            "a set operator fails on a single value",
            new NaiveEvaluator() {
              @Override
              boolean holds(
                  OperatorText operator,
                  @Nullable Object have,
                  List<String> wants,
                  boolean variables,
                  PlainRequest request) {
                return (operator.set().isEmpty()
                        || operator.positive().equals("null")
                        || !(have instanceof String))
                    && super.holds(operator, have, wants, variables, request);
              }
            }),
        of(
            "Null finds an empty set present",
            new NaiveEvaluator() {
              @Override
              boolean isAbsent(@Nullable Object have) {
                return have == null;
              }
            }),
        of(
            "Null means the opposite",
            new NaiveEvaluator() {
              @Override
              boolean isNull(@Nullable Object have, List<String> wants) {
                return wants.contains(isAbsent(have) ? "false" : "true");
              }
            }),
        of(
            "a negated operator wants one value to differ",
            new NaiveEvaluator() {
              @Override
              boolean test(
                  OperatorText operator,
                  List<String> wants,
                  String value,
                  boolean variables,
                  PlainRequest request) {
                OperatorText positive =
                    new OperatorText(
                        operator.set(), operator.positive(), false, operator.ifExists());
                return (operator.negated() && wants.size() > 1)
                    ? comparable(operator.positive(), wants, value)
                        && wants.stream()
                            .anyMatch(
                                one ->
                                    !super.test(positive, List.of(one), value, variables, request))
                    : super.test(operator, wants, value, variables, request);
              }
            }),
        of(
            "all wanted values have to match",
            new NaiveEvaluator() {
              @Override
              boolean test(
                  OperatorText operator,
                  List<String> wants,
                  String value,
                  boolean variables,
                  PlainRequest request) {
                return super.test(operator, wants, value, variables, request)
                    && (operator.negated()
                        || wants.stream()
                            .allMatch(
                                one ->
                                    super.test(operator, List.of(one), value, variables, request)));
              }
            }),
        of(
            "what is no number differs from every number",
            new NaiveEvaluator() {
              @Override
              boolean comparable(String positive, List<String> wants, String value) {
                return positive.equals("numericequals") || super.comparable(positive, wants, value);
              }
            }),
        of(
            "what is no date differs from every date",
            new NaiveEvaluator() {
              @Override
              boolean comparable(String positive, List<String> wants, String value) {
                return positive.equals("dateequals") || super.comparable(positive, wants, value);
              }
            }),
        of(
            "an unresolved variable fails a negated operator",
            new NaiveEvaluator() {
              @Override
              boolean test(
                  OperatorText operator,
                  List<String> wants,
                  String value,
                  boolean variables,
                  PlainRequest request) {
                return super.test(operator, wants, value, variables, request)
                    && (!operator.positive().startsWith("string")
                        || !operator.negated()
                        || wants.stream().allMatch(one -> expand(one, variables, request) != null));
              }
            }),
        of(
            "variables are replaced in the older language",
            new NaiveEvaluator() {
              @Override
              boolean isAbout(JsonNode statement, boolean variables, PlainRequest request) {
                return super.isAbout(statement, true, request);
              }
            }),
        of(
            "variables are never replaced",
            new NaiveEvaluator() {
              @Override
              boolean isAbout(JsonNode statement, boolean variables, PlainRequest request) {
                return super.isAbout(statement, false, request);
              }
            }),
        of(
            "one operator of a condition is enough",
            new NaiveEvaluator() {
              @Override
              boolean conditionHolds(JsonNode condition, boolean variables, PlainRequest request) {
                if (condition.size() < 2) {
                  return super.conditionHolds(condition, variables, request);
                }
                for (Map.Entry<String, JsonNode> operator : condition.properties()) {
                  JsonNode one =
                      JsonNodeFactory.instance
                          .objectNode()
                          .set(operator.getKey(), operator.getValue());
                  if (super.conditionHolds(one, variables, request)) {
                    return true;
                  }
                }
                return false;
              }
            }));
  }

  private static Arguments of(String name, NaiveEvaluator broken) {
    return Arguments.of(Named.of(name, broken));
  }
}

package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the Condition element of a statement holds. */
class ConditionRules extends ValueRules {
  private static final Map<String, String> NEGATED =
      Map.of(
          "stringnotequals", "stringequals",
          "stringnotequalsignorecase", "stringequalsignorecase",
          "stringnotlike", "stringlike",
          "numericnotequals", "numericequals",
          "datenotequals", "dateequals",
          "notipaddress", "ipaddress",
          "arnnotequals", "arnequals",
          "arnnotlike", "arnlike");

  private final Map<String, OperatorText> operators = new HashMap<>();

  /**
   * An operator's name taken apart, in lower case.
   *
   * @param set {@code forallvalues}, {@code foranyvalue} or empty
   * @param positive the operator, or the one that it negates
   */
  record OperatorText(String set, String positive, boolean negated, boolean ifExists) {

    /** Operators, their set operator and IfExists ignore case. */
    static OperatorText parse(String text) {
      String rest = PlainRequest.fold(text);
      int colon = rest.indexOf(':');
      String set = colon < 0 ? "" : rest.substring(0, colon);
      rest = rest.substring(colon + 1);
      boolean ifExists = rest.endsWith("ifexists");
      rest = ifExists ? rest.substring(0, rest.length() - "ifexists".length()) : rest;
      String positive = NEGATED.get(rest);
      return new OperatorText(set, positive == null ? rest : positive, positive != null, ifExists);
    }
  }

  OperatorText operator(String text) {
    return operators.computeIfAbsent(text, OperatorText::parse);
  }

  /** All operators hold, and of each operator all keys. */
  boolean conditionHolds(JsonNode condition, boolean variables, PlainRequest request) {
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        List<String> wants = PlainDocument.texts(key.getValue());
        Object have = request.value(key.getKey());
        if (!holds(operator(operator.getKey()), have, wants, variables, request)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The general algorithm of the section on conditions, line by line. */
  boolean holds(
      OperatorText operator,
      @Nullable Object have,
      List<String> wants,
      boolean variables,
      PlainRequest request) {
    if (operator.positive().equals("null")) {
      return isNull(have, wants);
    }
    if (have == null) {
      return holdsWithoutKey(operator);
    }
    return switch (operator.set()) {
      case "forallvalues" -> forAllValues(operator, have, wants, variables, request);
      case "foranyvalue" -> forAnyValue(operator, have, wants, variables, request);
      default -> have instanceof String text && test(operator, wants, text, variables, request);
    };
  }

  /** Only presence counts; a key of no values is absent. */
  boolean isNull(@Nullable Object have, List<String> wants) {
    return wants.contains(isAbsent(have) ? "true" : "false");
  }

  boolean isAbsent(@Nullable Object have) {
    return have == null || PlainRequest.list(have).isEmpty();
  }

  /** ForAnyValue does not care for IfExists; a missing key is unlike everything. */
  boolean holdsWithoutKey(OperatorText operator) {
    return switch (operator.set()) {
      case "forallvalues" -> true;
      case "foranyvalue" -> false;
      default -> operator.ifExists() || operator.negated();
    };
  }

  boolean forAllValues(
      OperatorText operator,
      Object have,
      List<String> wants,
      boolean variables,
      PlainRequest request) {
    for (String value : PlainRequest.list(have)) {
      if (!test(operator, wants, value, variables, request)) {
        return false;
      }
    }
    return true;
  }

  boolean forAnyValue(
      OperatorText operator,
      Object have,
      List<String> wants,
      boolean variables,
      PlainRequest request) {
    for (String value : PlainRequest.list(have)) {
      if (test(operator, wants, value, variables, request)) {
        return true;
      }
    }
    return false;
  }

  /** Some wanted value matches; of a negated operator, none does. */
  boolean test(
      OperatorText operator,
      List<String> wants,
      String value,
      boolean variables,
      PlainRequest request) {
    boolean some = false;
    for (String wanted : wants) {
      some |= positive(operator.positive(), wanted, value, variables, request);
    }
    return operator.negated() ? !some && comparable(operator.positive(), wants, value) : some;
  }

  /** What is no number or no date is not even unequal. */
  boolean comparable(String positive, List<String> wants, String value) {
    for (String wanted : wants) {
      if ((positive.startsWith("numeric") && (number(wanted) == null || number(value) == null))
          || (positive.startsWith("date") && (date(wanted) == null || date(value) == null))) {
        return false;
      }
    }
    return true;
  }
}

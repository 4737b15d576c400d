package io.ostiary.policy.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws Condition elements, of which each key's test holds for a request, or just one does not. */
final class ConditionGenerator {
  private static final int TRIES = 12;

  private final Draw draw;
  private final PatternGenerator patterns;
  private final NaiveEvaluator judge;

  ConditionGenerator(Draw draw, PatternGenerator patterns, NaiveEvaluator judge) {
    this.draw = draw;
    this.patterns = patterns;
    this.judge = judge;
  }

  /** A condition that holds for the request or, if so wanted, fails it by one of its tests. */
  ObjectNode condition(PlainRequest request, boolean variables, boolean holds) {
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    Set<String> operators = new HashSet<>();
    int count = draw.of(1, 1, 1, 2, 3);
    int failing = holds ? -1 : draw.below(count);
    for (int i = 0; i < count; i++) {
      add(condition, operators, request, variables, i != failing);
    }
    return condition;
  }

  private void add(
      ObjectNode condition,
      Set<String> operators,
      PlainRequest request,
      boolean variables,
      boolean holds) {
    String operator = "";
    ObjectNode keys = JsonNodeFactory.instance.objectNode();
    for (int left = TRIES; left > 0; left--) {
      ContextKey key = draw.of(ContextKey.ALL);
      operator = operator(key);
      keys = JsonNodeFactory.instance.objectNode();
      keys.set(
          draw.percent(85) ? key.name() : PlainRequest.fold(key.name()),
          wanted(key, operator, request));
      if (draw.percent(10)) {
        ContextKey other = draw.of(ContextKey.ALL);
        if (!PlainRequest.fold(other.name()).equals(PlainRequest.fold(key.name()))) {
          keys.set(other.name(), wanted(other, operator, request));
        }
      }
      ObjectNode one = JsonNodeFactory.instance.objectNode();
      one.set(operator, keys);
      if (judge.conditionHolds(one, variables, request) == holds) {
        break;
      }
    }
    if (operators.add(PlainRequest.fold(operator))) {
      condition.set(operator, keys);
    }
  }

  private String operator(ContextKey key) {
    if (draw.percent(6)) {
      return draw.of("Null", "Null", "null", "ForAnyValue:Null", "ForAllValues:Null");
    }
    ValueKind kind = draw.percent(94) ? key.kind() : draw.of(ValueKind.ALL);
    String operator = draw.of(kind.operators());
    if (draw.percent(20)) {
      operator += "IfExists";
    }
    if (draw.percent(key.many() ? 85 : 10)) {
      operator = draw.of("ForAllValues:", "ForAnyValue:") + operator;
    }
    return draw.percent(95)
        ? operator
        : draw.of(operator.toLowerCase(Locale.ROOT), operator.toUpperCase(Locale.ROOT));
  }

  private JsonNode wanted(ContextKey key, String operator, PlainRequest request) {
    List<JsonNode> values = new ArrayList<>();
    for (int left = draw.of(1, 1, 1, 1, 1, 2, 2, 3, draw.of(0, 1)); left > 0; left--) {
      values.add(value(key, operator, request));
    }
    if (values.size() == 1 && draw.percent(70)) {
      return values.get(0);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(list::add);
    return list;
  }

  private JsonNode value(ContextKey key, String operator, PlainRequest request) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String folded = PlainRequest.fold(operator);
    if (folded.endsWith("null")) {
      boolean absent = draw.percent(50);
      return draw.percent(20)
          ? nodes.booleanNode(absent)
          : nodes.textNode(draw.percent(4) ? "maybe" : Boolean.toString(absent));
    }
    String text = text(key, folded, request);
    if (folded.contains("numeric") && text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?(e1)?")) {
      return draw.percent(30) ? nodes.numberNode(new BigDecimal(text)) : nodes.textNode(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return draw.percent(30)
          ? nodes.booleanNode(Boolean.parseBoolean(text))
          : nodes.textNode(text);
    }
    return nodes.textNode(text);
  }

  private String text(ContextKey key, String operator, PlainRequest request) {
    Object have = request.value(key.name());
    List<String> had = have == null ? List.of() : PlainRequest.list(have);
    String text = had.isEmpty() || draw.percent(35) ? draw.of(key.kind().wanted()) : draw.of(had);
    if (operator.contains("arn")) {
      return text.startsWith("arn:") && text.split(":", 6).length == 6 && draw.percent(60)
          ? patterns.resource(text, request, true)
          : text;
    }
    if (operator.contains("string") && draw.percent(50)) {
      return operator.contains("like")
          ? patterns.glob(text, request)
          : patterns.withVariable(text, request);
    }
    return text;
  }
}

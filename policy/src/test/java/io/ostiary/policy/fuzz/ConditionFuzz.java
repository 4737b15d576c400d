package io.ostiary.policy.fuzz;

import static io.ostiary.policy.fuzz.Input.require;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.condition.ContextChange;
import io.ostiary.policy.request.RequestContext;
import java.util.List;

/** Any wanted value compares with any value of a request, and the explanation says the same. */
public final class ConditionFuzz {
  private static final List<String> OPERATORS =
      List.of(
          "StringEquals StringNotEquals",
          "StringEqualsIgnoreCase StringNotEqualsIgnoreCase",
          "StringLike StringNotLike",
          "NumericEquals NumericNotEquals",
          "NumericLessThan NumericGreaterThanEquals",
          "NumericGreaterThan NumericLessThanEquals",
          "DateEquals DateNotEquals",
          "DateLessThan DateGreaterThanEquals",
          "DateGreaterThan DateLessThanEquals",
          "Bool Bool",
          "BinaryEquals BinaryEquals",
          "IpAddress NotIpAddress",
          "ArnEquals ArnNotEquals",
          "ArnLike ArnNotLike",
          "Null Null");
  private static final List<String> PREFIXES = List.of("", "ForAnyValue:", "ForAllValues:");

  private ConditionFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    String[] operators = input.oneOf(OPERATORS).split(" ", 2);
    String prefix = input.oneOf(PREFIXES);
    boolean ifExists = input.flag() && !operators[0].equals("Null");
    boolean variables = input.flag();
    boolean many = input.flag();
    String[] texts = input.texts(3);
    RequestContext.Builder context = RequestContext.builder().one("x:v", texts[2]);
    if (many) {
      context.many("x:k", List.of(texts[0], texts[2]));
    } else {
      context.one("x:k", texts[0]);
    }
    String suffix = ifExists ? "IfExists" : "";
    List<String> wanted = List.of(texts[1]);
    try {
      Condition condition = Condition.of(prefix + operators[0] + suffix, "x:k", wanted, variables);
      Condition other = Condition.of(prefix + operators[1] + suffix, "x:k", wanted, variables);
      check(condition, context.build());
      check(other, context.build());
      if (prefix.isEmpty() && !operators[0].equals(operators[1])) {
        checkOpposites(condition, other, context.build(), many);
      }
    } catch (IllegalArgumentException malformed) {
      require(variables && texts[1].contains("${"), "`%s` is malformed", texts[1]);
    }
  }

  private static void check(Condition condition, RequestContext context) {
    boolean holds = condition.holds(context);
    require(condition.explain(context).holds() == holds, "%s explains", condition.operator());
    require(!condition.explain(context).toString().isBlank(), "%s has words", condition.operator());
    condition.holds(RequestContext.EMPTY);
    condition.explain(RequestContext.EMPTY);
    for (ContextChange change : condition.changes(context, !holds)) {
      require(
          condition.holds(change.applyTo(context)) != holds,
          "%s: `%s` changes it",
          condition.operator(),
          change.words());
    }
  }

  private static void checkOpposites(
      Condition condition, Condition other, RequestContext context, boolean many) {
    boolean one = condition.holds(context);
    boolean two = other.holds(context);
    require(!one || !two, "%s and %s", condition.operator(), other.operator());
    boolean comparable =
        !condition.operator().startsWith("Numeric") && !condition.operator().startsWith("Date");
    require(many || !comparable || one || two, "neither %s nor its negation", condition.operator());
  }
}

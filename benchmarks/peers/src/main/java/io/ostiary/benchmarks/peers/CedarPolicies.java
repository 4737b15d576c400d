package io.ostiary.benchmarks.peers;

import io.ostiary.benchmarks.workload.GeneratedCondition;
import io.ostiary.benchmarks.workload.GeneratedStatement;
import io.ostiary.policy.document.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Statements in Cedar's language. Whole actions and resources become scopes, by which Cedar slices;
 * patterns become {@code like} on the names, which the request's context repeats.
 */
final class CedarPolicies {
  static final String ACTION_NAME = "actionName";
  static final String RESOURCE_NAME = "resourceName";

  private CedarPolicies() {}

  static String of(GeneratedStatement statement) {
    String actions = scope("action", "Action", statement.actions());
    String resources = scope("resource", "Resource", statement.resources());
    List<String> tests = new ArrayList<>();
    if (actions.equals("action")) {
      addLike(tests, ACTION_NAME, statement.actions());
    }
    if (resources.equals("resource")) {
      addLike(tests, RESOURCE_NAME, statement.resources());
    }
    statement.conditions().forEach(condition -> tests.add(test(condition)));
    String when = tests.isEmpty() ? "" : "\nwhen { " + String.join(" && ", tests) + " }";
    return (statement.effect() == Effect.ALLOW ? "permit" : "forbid")
        + "(principal, "
        + actions
        + ", "
        + resources
        + ')'
        + when
        + ';';
  }

  private static String scope(String variable, String type, List<String> patterns) {
    if (patterns.stream().anyMatch(pattern -> pattern.contains("*"))) {
      return variable;
    }
    List<String> ids = patterns.stream().map(p -> type + "::" + quoted(p)).distinct().toList();
    return ids.size() == 1
        ? variable + " == " + ids.get(0)
        : variable + " in [" + String.join(", ", ids) + ']';
  }

  private static void addLike(List<String> tests, String key, List<String> patterns) {
    if (!patterns.contains("*")) {
      tests.add(
          patterns.stream()
              .map(pattern -> attribute(key) + " like " + quoted(pattern))
              .collect(Collectors.joining(" || ", "(", ")")));
    }
  }

  private static String test(GeneratedCondition condition) {
    String operator = condition.operator();
    boolean negated = operator.contains("Not");
    String present = "context has " + quoted(key(condition));
    String any =
        condition.values().stream()
            .map(value -> comparison(operator.replace("Not", ""), key(condition), value))
            .collect(Collectors.joining(" || ", "(", ")"));
    return negated ? "!(" + present + " && " + any + ')' : '(' + present + " && " + any + ')';
  }

  private static String comparison(String operator, String key, String value) {
    String have = attribute(key);
    return switch (operator) {
      case "StringEquals", "Bool" -> have + " == " + quoted(value);
      case "StringLike", "ArnLike" -> have + " like " + quoted(value);
      case "IpAddress" -> have + ".isInRange(ip(" + quoted(value) + "))";
      case "NumericLessThan" -> have + " < " + value;
      case "NumericLessThanEquals" -> have + " <= " + value;
      case "NumericGreaterThan" -> have + " > " + value;
      case "DateLessThan" -> have + " < datetime(" + quoted(value) + ')';
      case "ForAnyValue:StringEquals" -> have + ".contains(" + quoted(value) + ')';
      default -> throw new IllegalArgumentException(operator);
    };
  }

  /** A condition key as the request's context names it. */
  static String key(GeneratedCondition condition) {
    return condition.key().toLowerCase(Locale.ROOT);
  }

  private static String attribute(String key) {
    return "context[" + quoted(key) + ']';
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Context;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.List;

/** What is looked for in the policy variables of a statement, wherever they may stand. */
final class VariableChecks {
  static final List<Check<Statement>> TABLE =
      List.of(
          new Check<>("UNKNOWN_VARIABLE", ERROR, VariableChecks::unknown),
          new Check<>("MULTIVALUED_VARIABLE", WARNING, VariableChecks::multivalued));

  private VariableChecks() {}

  /** Looks at one variable's key. */
  @FunctionalInterface
  private interface KeyRule {
    void look(Context context, String key, Place place, Report report);
  }

  private static void unknown(Statement statement, Report report) {
    each(
        statement,
        (context, key, place, to) -> {
          if (Variables.isUnknownGlobal(context, key)) {
            to.at(
                place,
                "there is no condition key `%s`, so `${%s}` has no value%s"
                    .formatted(
                        key,
                        key,
                        Nearest.to(key, GlobalKeys.spellings(), context.effort())
                            .map("; did you mean `${%s}`?"::formatted)
                            .orElse("; write a known one")));
          }
        },
        report);
  }

  private static void multivalued(Statement statement, Report report) {
    each(
        statement,
        (context, key, place, to) -> {
          if (context.catalogue().key(key).filter(KeyFacts::multivalued).isPresent()) {
            to.at(
                place,
                "`%s` has many values, so `${%s}` has none; write a condition with `ForAnyValue`"
                    .formatted(key, key));
          }
        },
        report);
  }

  private static void each(Statement statement, KeyRule rule, Report report) {
    Context context = statement.context();
    if (statement.resources() != null) {
      statement
          .resources()
          .items()
          .forEach(item -> each(context, item.text(), item.place(), rule, report));
    }
    for (Condition condition : statement.conditions()) {
      if (condition.form().hasVariables()) {
        condition
            .values()
            .forEach(value -> each(context, value.text(), value.place(), rule, report));
      }
    }
  }

  private static void each(Context context, String text, Place place, KeyRule rule, Report report) {
    Variables.keys(context, text).forEach(key -> rule.look(context, key, place, report));
  }
}

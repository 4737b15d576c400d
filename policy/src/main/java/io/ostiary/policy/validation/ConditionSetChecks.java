package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.SECURITY_WARNING;
import static io.ostiary.policy.validation.FindingLevel.SUGGESTION;

import io.ostiary.policy.condition.OperatorForm.Kind;
import io.ostiary.policy.condition.OperatorForm.Quantifier;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is looked for in the conditions of a statement taken together. */
final class ConditionSetChecks {
  static final List<Check<Statement>> TABLE =
      List.of(
          new Check<>(
              "FOR_ALL_VALUES_WITHOUT_NULL", SECURITY_WARNING, ConditionSetChecks::unguarded),
          new Check<>("DENY_ON_MISSING_KEY", SUGGESTION, ConditionSetChecks::denyOnMissingKey));

  private ConditionSetChecks() {}

  /** The keys that some condition of the statement requires to be there. */
  private static Set<String> required(Statement statement) {
    Set<String> keys = new HashSet<>();
    for (Condition condition : statement.conditions()) {
      boolean presence = condition.form().kind() == Kind.NULL && condition.wants("false");
      if (presence || condition.form().quantifier() == Quantifier.FOR_ANY_VALUE) {
        keys.add(condition.key());
      }
    }
    return keys;
  }

  private static void unguarded(Statement statement, Report report) {
    Set<String> required = required(statement);
    for (Condition condition : statement.conditions()) {
      boolean oneValue =
          condition
              .context()
              .catalogue()
              .key(condition.key())
              .filter(facts -> !facts.multivalued())
              .isPresent();
      if (statement.allows()
          && condition.form().quantifier() == Quantifier.FOR_ALL_VALUES
          && condition.form().kind() != Kind.NULL
          && !oneValue
          && !required.contains(condition.key())) {
        report.at(
            condition.operator().place(),
            "`ForAllValues` holds also if `%s` is missing; add \"Null\": {\"%s\": \"false\"}"
                .formatted(condition.keyAsWritten(), condition.keyAsWritten()));
      }
    }
  }

  private static void denyOnMissingKey(Statement statement, Report report) {
    if (statement.allows()) {
      return;
    }
    Set<String> required = required(statement);
    for (Condition condition : statement.conditions()) {
      boolean mayBeMissing =
          condition
              .context()
              .catalogue()
              .key(condition.key())
              .filter(facts -> !facts.always())
              .isPresent();
      boolean needsValue =
          condition.form().quantifier() == Quantifier.NONE
              && condition.form().kind() != Kind.NULL
              && !condition.form().negated()
              && !condition.form().ifExists();
      boolean mfa = condition.key().equals("aws:multifactorauthpresent"); // has its own check
      if (mayBeMissing && needsValue && !mfa && !required.contains(condition.key())) {
        report.at(
            condition.keyMember().place(),
            "a request without `%s` is not denied; write `%sIfExists` to deny it too, or add"
                    .formatted(condition.keyAsWritten(), condition.operator().name())
                + " \"Null\": {\"%s\": \"false\"} to say that this is meant"
                    .formatted(condition.keyAsWritten()));
      }
    }
  }
}

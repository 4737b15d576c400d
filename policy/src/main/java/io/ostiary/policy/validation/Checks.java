package io.ostiary.policy.validation;

import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is looked for, table by table. A new check is a row in the table of what it looks
 * at, a case in {@code findings.json} and a line in {@code docs/reference/findings.md}.
 *
 * <p>Left out are checks of Access Analyzer that need AWS's own catalogue of services: unknown
 * regions, which keys and resources a service expects in which policy, and which service sends
 * which tag.
 */
final class Checks {
  private static final List<List<Check<Statement>>> STATEMENT =
      List.of(
          StatementChecks.TABLE,
          TrustChecks.TABLE,
          ConditionSetChecks.TABLE,
          VariableChecks.TABLE,
          CatalogueChecks.TABLE);

  private Checks() {}

  /** Every row of every table. */
  static Stream<Check<?>> all() {
    return Stream.of(
            DocumentChecks.TABLE,
            StatementChecks.TABLE,
            TrustChecks.TABLE,
            ConditionSetChecks.TABLE,
            VariableChecks.TABLE,
            CatalogueChecks.TABLE,
            PrincipalChecks.TABLE,
            ActionChecks.TABLE,
            ResourceChecks.TABLE,
            ConditionChecks.TABLE,
            ValueChecks.TABLE,
            EscalationChecks.TABLE,
            RedundancyChecks.STATEMENT,
            RedundancyChecks.CONDITION,
            RedundancyChecks.DOCUMENT)
        .flatMap(List::stream);
  }

  /** Looks for everything; pairs come last, since they may take all the effort there is. */
  static void look(Draft draft, Findings findings) {
    look(DocumentChecks.TABLE, List.of(draft), findings);
    for (Statement statement : draft.statements()) {
      look(PrincipalChecks.TABLE, items(statement.principals()), findings);
      look(ActionChecks.TABLE, items(statement.actions()), findings);
      look(ResourceChecks.TABLE, items(statement.resources()), findings);
      for (Condition condition : statement.conditions()) {
        look(ConditionChecks.TABLE, List.of(condition), findings);
        look(ValueChecks.TABLE, condition.values(), findings);
      }
      STATEMENT.forEach(table -> look(table, List.of(statement), findings));
    }
    look(EscalationChecks.TABLE, List.of(draft), findings);
    for (Statement statement : draft.statements()) {
      look(RedundancyChecks.STATEMENT, List.of(statement), findings);
      look(RedundancyChecks.CONDITION, statement.conditions(), findings);
    }
    look(RedundancyChecks.DOCUMENT, List.of(draft), findings);
  }

  private static <T> void look(List<Check<T>> table, List<T> subjects, Findings findings) {
    for (T subject : subjects) {
      for (Check<T> check : table) {
        check.look(subject, findings);
      }
    }
  }

  private static <T> List<T> items(@Nullable Element<T> element) {
    return element == null ? List.of() : element.items();
  }
}

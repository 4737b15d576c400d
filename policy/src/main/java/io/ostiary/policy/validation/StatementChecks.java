package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.SECURITY_WARNING;
import static io.ostiary.policy.validation.FindingLevel.SUGGESTION;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Principal;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is looked for in a statement as a whole. */
final class StatementChecks {
  static final List<Check<Statement>> TABLE =
      List.of(
          new Check<>("EMPTY_SID", SUGGESTION, StatementChecks::emptySid),
          new Check<>("EMPTY_ARRAY_ACTION", SUGGESTION, StatementChecks::noAction),
          new Check<>("EMPTY_ARRAY_RESOURCE", SUGGESTION, StatementChecks::noResource),
          new Check<>("EMPTY_ARRAY_PRINCIPAL", SUGGESTION, StatementChecks::noPrincipal),
          new Check<>("EMPTY_OBJECT_PRINCIPAL", SUGGESTION, StatementChecks::noPrincipalKind),
          new Check<>("EMPTY_OBJECT_CONDITION", SUGGESTION, StatementChecks::noCondition),
          new Check<>("ALLOW_EVERYTHING", SECURITY_WARNING, StatementChecks::everything),
          new Check<>("ALLOW_EVERYONE", SECURITY_WARNING, StatementChecks::everyone),
          new Check<>("ALLOW_WITH_NOT_ACTION", SECURITY_WARNING, StatementChecks::notAction),
          new Check<>("ALLOW_WITH_NOT_RESOURCE", SECURITY_WARNING, StatementChecks::notResource),
          new Check<>("NOT_PRINCIPAL", WARNING, StatementChecks::notPrincipal),
          new Check<>("PASS_ROLE_WITH_STAR", SECURITY_WARNING, StatementChecks::passRole),
          new Check<>("CREATE_SLR_WITH_STAR", WARNING, StatementChecks::serviceLinkedRole),
          new Check<>(
              "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
              SECURITY_WARNING,
              StatementChecks::confusedDeputy),
          new Check<>(
              "MISSING_PAIRED_CONDITION_KEYS", SECURITY_WARNING, StatementChecks::pairedKeys));

  private static final Set<String> SOURCE_KEYS =
      Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths");

  private StatementChecks() {}

  private static void emptySid(Statement statement, Report report) {
    Member sid = statement.member("Sid");
    if (sid != null && sid.value() instanceof Json.Text text && text.value().isEmpty()) {
      report.at(text.place(), "the Sid is empty, as if there were none; name it or remove it");
    }
  }

  private static void noAction(Statement statement, Report report) {
    empty(statement.actions(), "no action matches", report);
  }

  private static void noResource(Statement statement, Report report) {
    empty(statement.resources(), "no resource matches", report);
  }

  private static void empty(@Nullable Element<Item> element, String consequence, Report report) {
    if (element != null && isEmptyArray(element.member().value())) {
      report.at(
          element.member().value().place(),
          "`%s` is empty, so %s; name what you mean or remove the statement"
              .formatted(element.member().name(), element.excludes() ? "all match" : consequence));
    }
  }

  private static boolean isEmptyArray(Json value) {
    return value instanceof Json.Array array && array.items().isEmpty();
  }

  private static void noPrincipal(Statement statement, Report report) {
    if (statement.principals() != null
        && statement.principals().member().value() instanceof Json.Structure kinds) {
      for (Member kind : kinds.members()) {
        if (isEmptyArray(kind.value())) {
          report.at(
              kind.value().place(),
              "`%s` is empty and names nobody; name principals or remove it"
                  .formatted(kind.name()));
        }
      }
    }
  }

  private static void noPrincipalKind(Statement statement, Report report) {
    if (statement.principals() != null
        && statement.principals().member().value() instanceof Json.Structure kinds
        && kinds.members().isEmpty()) {
      report.at(
          kinds.place(),
          "`%s` is empty and names nobody; write {\"AWS\": …} or {\"Service\": …}"
              .formatted(statement.principals().member().name()));
    }
  }

  private static void noCondition(Statement statement, Report report) {
    Member condition = statement.member("Condition");
    if (condition != null && condition.value() instanceof Json.Structure operators) {
      if (operators.members().isEmpty()) {
        report.at(operators.place(), "`Condition` is empty and tests nothing; remove it");
      }
      for (Member operator : operators.members()) {
        if (operator.value() instanceof Json.Structure keys && keys.members().isEmpty()) {
          report.at(
              keys.place(),
              "`%s` is empty and tests nothing; write a key or remove it"
                  .formatted(operator.name()));
        }
      }
    }
  }

  /** Whether an Allow of this statement's policy gives something by itself. */
  private static boolean grants(Statement statement) {
    return statement.allows()
        && (statement.is(PolicyType.IDENTITY) || statement.is(PolicyType.RESOURCE));
  }

  private static @Nullable Item star(@Nullable Element<Item> element) {
    if (element == null || element.excludes()) {
      return null;
    }
    return element.items().stream()
        .filter(item -> item.text().equals("*"))
        .findFirst()
        .orElse(null);
  }

  private static void everything(Statement statement, Report report) {
    Item action = star(statement.actions());
    if (action != null
        && star(statement.resources()) != null
        && statement.is(PolicyType.IDENTITY)
        && statement.allows()
        && statement.conditions().isEmpty()) {
      report.at(
          action.place(),
          "every action on every resource is allowed, as to an administrator; name the actions"
              + " and resources that are needed");
    }
  }

  private static void everyone(Statement statement, Report report) {
    Element<Principal> principals = statement.principals();
    boolean everywhere = statement.is(PolicyType.RESOURCE) || statement.is(PolicyType.TRUST);
    if (principals == null
        || principals.excludes()
        || !everywhere
        || !statement.allows()
        || !statement.conditions().isEmpty()) {
      return;
    }
    principals.items().stream()
        .filter(Principal::everyone)
        .findFirst()
        .ifPresent(
            everyone ->
                report.at(
                    everyone.place(),
                    "everyone is allowed%s; name principals, or add a condition such as"
                            .formatted(
                                statement.is(PolicyType.TRUST) ? "" : ", anonymous callers too")
                        + " `aws:PrincipalOrgID`"));
  }

  private static void notAction(Statement statement, Report report) {
    if (statement.actions() != null && statement.actions().excludes() && grants(statement)) {
      report.at(
          statement.actions().member().place(),
          "`NotAction` with `Allow` allows every other action of every service; write `Action`");
    }
  }

  private static void notResource(Statement statement, Report report) {
    if (statement.resources() != null && statement.resources().excludes() && grants(statement)) {
      report.at(
          statement.resources().member().place(),
          "`NotResource` with `Allow` allows the action on every other resource; write"
              + " `Resource`");
    }
  }

  private static void notPrincipal(Statement statement, Report report) {
    if (statement.principals() != null
        && statement.principals().excludes()
        && !statement.allows()) {
      report.at(
          statement.principals().member().place(),
          "`NotPrincipal` denies everyone not named in every form, and always a caller with a"
              + " permissions boundary; write \"Principal\": \"*\" with `ArnNotEquals`"
              + " `aws:PrincipalArn`");
    }
  }

  private static void passRole(Statement statement, Report report) {
    if (!statement.tests("iam:passedtoservice")) {
      anyRole(statement, "iam:PassRole", "any role may be passed", report);
    }
  }

  private static void serviceLinkedRole(Statement statement, Report report) {
    if (!statement.tests("iam:awsservicename")) {
      anyRole(
          statement, "iam:CreateServiceLinkedRole", "a role may be made for any service", report);
    }
  }

  /**
   * Reports an Allow of an action on all roles. That everything is allowed is another check's
   * business.
   */
  private static void anyRole(
      Statement statement, String action, String consequence, Report report) {
    Element<Item> actions = statement.actions();
    Element<Item> resources = statement.resources();
    if (actions == null || resources == null || !grants(statement)) {
      return;
    }
    boolean wide =
        resources.excludes() || resources.items().stream().anyMatch(StatementChecks::isAnyRole);
    Glob wanted = Glob.ignoringCase(action);
    for (Item item : actions.items()) {
      boolean covers =
          !item.text().equals("*")
              && Glob.ignoringCase(item.text()).covers(wanted, statement.context().effort());
      if (wide && covers && !actions.excludes()) {
        report.at(
            item.place(),
            "`%s` on `%s`: %s; name the roles in `Resource`"
                .formatted(action, resources.excludes() ? "NotResource" : "*", consequence));
        return;
      }
      if (covers) {
        return;
      }
    }
    if (wide && actions.excludes()) {
      report.at(
          actions.member().place(),
          "`NotAction` leaves `%s` allowed: %s; write `Action`, or add it to the list"
              .formatted(action, consequence));
    }
  }

  private static boolean isAnyRole(Item resource) {
    List<String> parts = ArnGlob.split(resource.text());
    String last = parts.get(parts.size() - 1);
    return last.equals("*") || (parts.size() == 6 && last.equals("role/*"));
  }

  private static void confusedDeputy(Statement statement, Report report) {
    Element<Principal> principals = statement.principals();
    boolean guarded =
        statement.conditions().stream().map(Condition::key).anyMatch(SOURCE_KEYS::contains);
    if (principals != null
        && !principals.excludes()
        && statement.allows()
        && statement.is(PolicyType.RESOURCE)
        && !guarded) {
      for (Principal principal : principals.items()) {
        if (principal.kind().equals("Service")) {
          report.at(
              principal.place(),
              "`%s` may act for anybody's resources; add a condition on `aws:SourceArn`,"
                      .formatted(principal.name())
                  + " `aws:SourceAccount` or `aws:SourceOrgID`");
        }
      }
    }
  }

  private static void pairedKeys(Statement statement, Report report) {
    if (!statement.allows() || statement.tests("aws:sourceaccount")) {
      return;
    }
    for (Condition condition : statement.conditions()) {
      if (condition.key().equals("aws:sourcearn") && !condition.form().negated()) {
        for (Draft.Value value : condition.values()) {
          List<String> parts = ArnGlob.split(value.text());
          if (parts.size() == 6 && parts.get(4).isEmpty()) {
            report.at(
                value.place(),
                "`%s` names no account, so a namesake made elsewhere would match; add a condition"
                        .formatted(value.text())
                    + " on `aws:SourceAccount`");
          }
        }
      }
    }
  }
}

package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.SUGGESTION;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.Catalogue.Action;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is looked for in statements whose actions are known from the services' definitions. */
final class CatalogueChecks {
  static final List<Check<Statement>> TABLE =
      List.of(
          new Check<>("RESOURCE_MISMATCH", WARNING, CatalogueChecks::mismatch),
          new Check<>("RESOURCE_STAR", SUGGESTION, CatalogueChecks::star),
          new Check<>("RESOURCE_EFFECTIVELY_STAR", SUGGESTION, CatalogueChecks::effectiveStar),
          new Check<>("UNSUPPORTED_CONDITION_KEY", WARNING, CatalogueChecks::unsupportedKey));

  private CatalogueChecks() {}

  /** What each pattern of {@code Action} means; only patterns whose every action is known. */
  private static Map<Item, List<Action>> meant(Statement statement) {
    Map<Item, List<Action>> meant = new LinkedHashMap<>();
    Element<Item> actions = statement.actions();
    Catalogue catalogue = statement.context().catalogue();
    if (actions != null && !actions.excludes() && !catalogue.isEmpty()) {
      for (Item item : actions.items()) {
        List<Action> known = catalogue.actionsMeant(item.text(), statement.context().effort());
        if (!known.isEmpty()) {
          meant.put(item, known);
        }
      }
    }
    return meant;
  }

  /** The resources as globs; those that are no ARNs match nothing and are left out. */
  private static Map<Item, ArnGlob> globs(Element<Item> resources) {
    Map<Item, ArnGlob> globs = new LinkedHashMap<>();
    for (Item item : resources.items()) {
      ArnGlob.of(item.text(), item.context().variables()).ifPresent(glob -> globs.put(item, glob));
    }
    return globs;
  }

  /** Whether a resource can be one that an action is done to. */
  private static boolean fits(ArnGlob resource, Action action, Statement statement) {
    if (resource.everything()) {
      return true;
    }
    Optional<ResourceForm> form = action.form();
    return action.namesResource()
        && (form.isEmpty() || resource.meets(form.get().glob(), statement.context().effort()));
  }

  private static void mismatch(Statement statement, Report report) {
    Element<Item> resources = statement.resources();
    Map<Item, List<Action>> meant = meant(statement);
    if (resources == null || resources.excludes() || resources.items().isEmpty()) {
      return;
    }
    Map<Item, ArnGlob> globs = globs(resources);
    Effort effort = statement.context().effort();
    if (!effort.allows((long) meant.size() * globs.size())) {
      return;
    }
    Set<Item> unfit = new LinkedHashSet<>(globs.keySet());
    boolean allKnown =
        statement.actions() != null && meant.size() == statement.actions().items().size();
    meant.forEach(
        (pattern, actions) -> {
          boolean some = false;
          for (Map.Entry<Item, ArnGlob> resource : globs.entrySet()) {
            if (actions.stream().anyMatch(one -> fits(resource.getValue(), one, statement))) {
              unfit.remove(resource.getKey());
              some = true;
            }
          }
          if (!some) {
            report.at(pattern.place(), noResourceFits(pattern, actions));
          }
        });
    if (allKnown && unfit.size() < globs.size()) {
      for (Item resource : unfit) {
        report.at(
            resource.place(),
            "no action of the statement is about `%s`; remove it or add its action"
                .formatted(resource.text()));
      }
    }
  }

  private static String noResourceFits(Item pattern, List<Action> actions) {
    Action first = actions.get(0);
    if (!first.namesResource()) {
      return "`%s` is about no particular resource, which only `*` covers; write \"Resource\": \"*\""
          .formatted(pattern.text());
    }
    return "`%s` is about none of the resources named here; write %s"
        .formatted(
            pattern.text(),
            first.form().map(form -> '`' + form.text() + '`').orElse("one of its own"));
  }

  /** The first known action that could be allowed on fewer resources. */
  private static Optional<Action> scopable(Statement statement) {
    if (!statement.allows() || !statement.is(PolicyType.IDENTITY)) {
      return Optional.empty();
    }
    return meant(statement).values().stream()
        .flatMap(List::stream)
        .filter(Action::namesResource)
        .findFirst();
  }

  private static void star(Statement statement, Report report) {
    Element<Item> resources = statement.resources();
    if (resources != null && !resources.excludes()) {
      for (Item item : resources.items()) {
        if (item.text().equals("*")) {
          scopable(statement)
              .ifPresent(
                  action ->
                      report.at(
                          item.place(),
                          "`%s` could be allowed on fewer resources than all; write `%s`"
                              .formatted(action.name(), formOf(action))));
          return;
        }
      }
    }
  }

  private static String formOf(Action action) {
    return action.form().map(ResourceForm::text).orElse("an ARN");
  }

  private static void effectiveStar(Statement statement, Report report) {
    Element<Item> resources = statement.resources();
    if (resources == null || resources.excludes()) {
      return;
    }
    Action action = scopable(statement).orElse(null);
    if (action == null || action.form().isEmpty()) {
      return;
    }
    globs(resources)
        .forEach(
            (item, glob) -> {
              ArnGlob form = action.form().get().glob();
              Effort effort = statement.context().effort();
              if (glob.meets(form, effort) && glob.coversLastPart(form, effort)) {
                report.at(
                    item.place(),
                    "`%s` covers all that `%s` may be done to, as `*` would; name the resources"
                        .formatted(item.text(), action.name()));
              }
            });
  }

  private static void unsupportedKey(Statement statement, Report report) {
    Map<Item, List<Action>> meant = meant(statement);
    for (Condition condition : statement.conditions()) {
      if (statement.context().effort().allows(meant.size()) && isOfService(condition)) {
        long carriers =
            meant.values().stream().filter(actions -> carry(actions, condition.key())).count();
        boolean allKnown =
            statement.actions() != null && meant.size() == statement.actions().items().size();
        if (carriers == 0 && allKnown && !meant.isEmpty()) {
          report.at(
              condition.keyMember().place(),
              "no action of the statement carries `%s`; remove the condition or name its action"
                  .formatted(condition.keyAsWritten()));
        } else if (carriers > 0 && statement.allows() && needsKey(condition)) {
          meant.forEach(
              (item, actions) -> {
                if (!carry(actions, condition.key())) {
                  report.at(
                      item.place(),
                      "`%s` does not carry `%s`, so that this never allows it; write a statement of"
                              .formatted(item.text(), condition.keyAsWritten())
                          + " its own");
                }
              });
        }
      }
    }
  }

  /** Whether the key is one that a service at hand defines action by action. */
  private static boolean isOfService(Condition condition) {
    String key = condition.key();
    String service = ConditionChecks.service(key);
    Catalogue catalogue = condition.context().catalogue();
    return catalogue.knowsService(service)
        && key.indexOf('/') < 0
        && catalogue.actionsOf(service).stream().anyMatch(action -> declares(action, key));
  }

  private static boolean declares(Action action, String key) {
    return action.service().conditionKeys().keySet().stream()
        .anyMatch(name -> RequestContext.fold(name).equals(key));
  }

  private static boolean carry(List<Action> actions, String key) {
    return actions.stream()
        .flatMap(action -> action.definition().conditionKeys().stream())
        .anyMatch(name -> RequestContext.fold(name).equals(key));
  }

  /** Whether the condition does not hold if its key is missing. */
  private static boolean needsKey(Condition condition) {
    return !condition.form().ifExists()
        && !condition.form().negated()
        && switch (condition.form().quantifier()) {
          case NONE -> !condition.form().is("Null") || !condition.wants("true");
          case FOR_ANY_VALUE -> true;
          case FOR_ALL_VALUES -> false;
        };
  }
}

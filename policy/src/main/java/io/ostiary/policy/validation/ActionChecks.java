package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Item;
import java.util.List;
import java.util.Set;

/** What is looked for in each action of a statement. */
final class ActionChecks {
  static final List<Check<Item>> TABLE =
      List.of(
          new Check<>("BLANK_IN_ACTION", WARNING, ActionChecks::blank),
          new Check<>("REGULAR_EXPRESSION", WARNING, ActionChecks::regularExpression),
          new Check<>("WILDCARD_IN_SERVICE_NAME", WARNING, ActionChecks::anyService),
          new Check<>("VARIABLE_UNSUPPORTED_IN_ELEMENT", ERROR, ActionChecks::variable),
          new Check<>("UNKNOWN_SERVICE", WARNING, ActionChecks::unknownService),
          new Check<>("UNKNOWN_ACTION", ERROR, ActionChecks::unknownAction));

  /** Ostiary's own endpoints, which answer whatever the application is. */
  private static final Set<String> OWN = Set.of("iam", "sts");

  private ActionChecks() {}

  private static void blank(Item action, Report report) {
    if (Blanks.in(action.text())) {
      report.at(
          action.place(),
          "`%s` holds white space, and so matches no action; remove it".formatted(action.text()));
    }
  }

  private static void regularExpression(Item action, Report report) {
    String problem =
        RegularExpressions.inName(action.text().substring(action.text().indexOf(':') + 1));
    if (problem != null) {
      report.at(action.place(), problem);
    }
  }

  private static void anyService(Item action, Report report) {
    if (action.text().startsWith("*:")) {
      report.at(
          action.place(),
          "`%s` has a wildcard for the service, which AWS does not promise to read; write `*` or"
                  .formatted(action.text())
              + " name the services");
    }
  }

  private static void variable(Item action, Report report) {
    if (action.text().contains("${")) {
      report.at(
          action.place(),
          "`%s`: an action has no policy variables, so it matches nothing; write the name"
              .formatted(action.text()));
    }
  }

  private static void unknownService(Item action, Report report) {
    Catalogue catalogue = action.context().catalogue();
    int colon = action.text().indexOf(':');
    if (colon <= 0 || catalogue.isEmpty() || action.context().type() == PolicyType.TRUST) {
      return;
    }
    String service = action.text().substring(0, colon);
    boolean odd = service.equals("*") || Blanks.in(service);
    if (!odd && !OWN.contains(RequestContext.fold(service)) && !catalogue.knowsService(service)) {
      report.at(
          action.place(),
          "no service `%s` is known here%s"
              .formatted(
                  service,
                  Nearest.to(service, catalogue.services(), action.context().effort())
                      .map("; did you mean `%s`?"::formatted)
                      .orElse("; the known ones are " + list(catalogue))));
    }
  }

  private static String list(Catalogue catalogue) {
    return String.join(", ", catalogue.services().stream().sorted().toList());
  }

  private static void unknownAction(Item action, Report report) {
    Catalogue catalogue = action.context().catalogue();
    String text = action.text();
    int colon = text.indexOf(':');
    String service = colon < 0 ? "" : text.substring(0, colon);
    if (!catalogue.knowsService(service)
        || Blanks.in(text)
        || !catalogue.actionsMeant(text, action.context().effort()).isEmpty()
        || action.context().effort().spent()) {
      return;
    }
    boolean wildcard = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    List<String> names = catalogue.actionsOf(service).stream().map(Catalogue.Action::name).toList();
    String hint =
        Nearest.to(text, names, action.context().effort())
            .map("; did you mean `%s`?"::formatted)
            .orElse("; see the service's definition");
    report.at(
        action.place(),
        (wildcard ? "`%s` matches no action of `%s`%s" : "`%s` is no action of `%s`%s")
            .formatted(text, service, hint));
  }
}

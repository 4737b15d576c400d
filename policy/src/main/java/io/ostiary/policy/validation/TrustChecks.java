package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.SECURITY_WARNING;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Principal;
import io.ostiary.policy.validation.Draft.Statement;
import io.ostiary.policy.validation.Draft.Value;
import java.util.List;
import java.util.Set;

/** What is looked for in the statements of a role's trust policy. */
final class TrustChecks {
  static final List<Check<Statement>> TABLE =
      List.of(
          new Check<>("MISMATCHED_ACTION_FOR_PRINCIPAL", ERROR, TrustChecks::mismatch),
          new Check<>("MISSING_ACTION_FOR_ROLES_ANYWHERE", ERROR, TrustChecks::rolesAnywhere),
          new Check<>(
              "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", SECURITY_WARNING, TrustChecks::oidc),
          new Check<>(
              "MISSING_CONDITION_KEY_FOR_SHARED_ISSUER", SECURITY_WARNING, TrustChecks::shared),
          new Check<>("MISSING_GITHUB_REPO_CONDITION_KEY", SECURITY_WARNING, TrustChecks::github),
          new Check<>("SPECIFIC_GITHUB_REPO_RECOMMENDED", WARNING, TrustChecks::anyRepository));

  private static final String OIDC = ":oidc-provider/";
  private static final String SAML = ":saml-provider/";
  private static final String STORE = ":identity-store/";
  private static final String GITHUB = "token.actions.githubusercontent.com";

  /**
   * Issuers of everybody's tokens: the audience is anybody's choice, or says only by which
   * application somebody came, not of whose organization.
   */
  private static final Set<String> SHARED =
      Set.of(
          "gitlab.com",
          "app.terraform.io",
          "agent.buildkite.com",
          "accounts.google.com",
          "login.microsoftonline.com/common/v2.0",
          "login.microsoftonline.com/organizations/v2.0",
          "login.microsoftonline.com/consumers/v2.0",
          "login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");

  private static final List<String> ANYWHERE =
      List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity");

  private TrustChecks() {}

  private static boolean admits(Statement statement) {
    Element<Principal> principals = statement.principals();
    return statement.is(PolicyType.TRUST)
        && statement.allows()
        && principals != null
        && !principals.excludes()
        && !principals.items().isEmpty();
  }

  private static List<Principal> principals(Statement statement) {
    return statement.principals() == null ? List.of() : statement.principals().items();
  }

  private static List<Item> actions(Statement statement) {
    return statement.actions() == null ? List.of() : statement.actions().items();
  }

  private static void mismatch(Statement statement, Report report) {
    if (!admits(statement)) {
      return;
    }
    boolean none = principals(statement).stream().allMatch(one -> one.kind().equals("Federated"));
    boolean noSaml = principals(statement).stream().noneMatch(one -> one.name().contains(SAML));
    boolean noStore = principals(statement).stream().noneMatch(one -> one.name().contains(STORE));
    boolean noWeb = principals(statement).stream().noneMatch(TrustChecks::isWeb);
    for (Item action : actions(statement)) {
      String missing =
          switch (RequestContext.fold(action.text())) {
            case "sts:assumerole" -> none ? "an account, a user, a role or a service" : "";
            case "sts:assumerolewithsaml" -> noSaml ? "a SAML provider under `Federated`" : "";
            case "sts:assumerolewithwebidentity" ->
                noWeb ? "an OpenID Connect provider under `Federated`" : "";
            case "sts:assumerolewithidentitystore" ->
                noStore ? "an identity store under `Federated`" : "";
            default -> "";
          };
      if (!missing.isEmpty()) {
        report.at(
            action.place(),
            "none of the principals can do `%s`; name %s".formatted(action.text(), missing));
      }
    }
  }

  private static boolean isWeb(Principal principal) {
    return principal.kind().equals("Federated")
        && !principal.name().contains(SAML)
        && !principal.name().contains(STORE);
  }

  private static void rolesAnywhere(Statement statement, Report report) {
    if (!admits(statement)) {
      return;
    }
    Principal service =
        principals(statement).stream()
            .filter(one -> one.name().equals("rolesanywhere.amazonaws.com"))
            .findFirst()
            .orElse(null);
    if (service != null) {
      for (String needed : ANYWHERE) {
        if (!includes(statement, needed)) {
          report.at(
              service.place(),
              "`%s` needs `%s` as well; add it to `Action`".formatted(service.name(), needed));
        }
      }
    }
  }

  private static boolean includes(Statement statement, String action) {
    Glob wanted = Glob.ignoringCase(action);
    return actions(statement).stream()
        .anyMatch(
            item -> Glob.ignoringCase(item.text()).covers(wanted, statement.context().effort()));
  }

  /** The host of an OpenID Connect provider, or nothing. */
  private static String host(Principal principal) {
    int provider = principal.name().indexOf(OIDC);
    if (!isWeb(principal)) {
      return "";
    }
    return provider < 0 ? principal.name() : principal.name().substring(provider + OIDC.length());
  }

  private static void oidc(Statement statement, Report report) {
    if (!admits(statement)) {
      return;
    }
    for (Principal principal : principals(statement)) {
      String host = RequestContext.fold(host(principal));
      if (!host.isEmpty() && !tests(statement, host)) {
        report.at(
            principal.place(),
            "whoever `%s` vouches for is admitted; add conditions on `%s:aud` and `%s:sub`"
                .formatted(principal.name(), host, host));
      }
    }
  }

  private static boolean tests(Statement statement, String host) {
    return !statement.context().effort().allows(statement.conditions().size())
        || statement.conditions().stream().anyMatch(one -> one.key().startsWith(host + ':'));
  }

  private static void shared(Statement statement, Report report) {
    if (!admits(statement)) {
      return;
    }
    for (Principal principal : principals(statement)) {
      String host = RequestContext.fold(host(principal));
      boolean anybody =
          SHARED.contains(host)
              && tests(statement, host)
              && statement.conditions().stream()
                  .noneMatch(
                      one ->
                          one.key().equals(host + ":sub")
                              || one.key().startsWith(host + ":claim/"));
      if (anybody) {
        report.at(
            principal.place(),
            "`%s` issues tokens to anybody; add a condition on `%s:sub` or a claim such as `%s`"
                .formatted(host, host, host + ":claim/" + telling(host)));
      }
    }
  }

  /** The claim that says whose somebody is. */
  private static String telling(String host) {
    if (host.equals("accounts.google.com")) {
      return "hd";
    }
    return host.startsWith("login.microsoftonline.com/") ? "tid" : "…";
  }

  private static void github(Statement statement, Report report) {
    if (!admits(statement) || statement.tests(GITHUB + ":sub")) {
      return;
    }
    for (Principal principal : principals(statement)) {
      if (host(principal).equals(GITHUB)) {
        report.at(
            principal.place(),
            "every repository of GitHub is admitted; add a condition on `%s:sub`, such as"
                    .formatted(GITHUB)
                + " `repo:owner/name:ref:refs/heads/main`");
      }
    }
  }

  private static void anyRepository(Statement statement, Report report) {
    if (!admits(statement)) {
      return;
    }
    for (Condition condition : statement.conditions()) {
      if (condition.key().equals(GITHUB + ":sub") && !condition.form().negated()) {
        for (Value value : condition.values()) {
          String[] parts = value.text().split(":", 3);
          boolean one = parts.length == 3 && parts[0].equals("repo") && !wide(parts[1]);
          if (!one || parts[2].equals("*")) {
            report.at(
                value.place(),
                "`%s` admits more than one branch of one repository; write".formatted(value.text())
                    + " `repo:owner/name:ref:refs/heads/main` or the like");
          }
        }
      }
    }
  }

  private static boolean wide(String repository) {
    return repository.indexOf('*') >= 0 || repository.indexOf('?') >= 0;
  }
}

package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is looked for in each principal of a statement. */
final class PrincipalChecks {
  static final List<Check<Principal>> TABLE =
      List.of(
          new Check<>("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", ERROR, PrincipalChecks::wildcard),
          new Check<>("INVALID_PRINCIPAL_ARN", ERROR, PrincipalChecks::arn),
          new Check<>("DELETED_PRINCIPAL", WARNING, PrincipalChecks::deleted),
          new Check<>("VARIABLE_UNSUPPORTED_IN_ELEMENT", ERROR, PrincipalChecks::variable),
          new Check<>("INVALID_SERVICE_PRINCIPAL_FORMAT", ERROR, PrincipalChecks::service),
          new Check<>("FEDERATED_PRINCIPAL_NOT_SUPPORTED", ERROR, PrincipalChecks::federated),
          new Check<>(
              "INVALID_FEDERATED_PRINCIPAL_SYNTAX", ERROR, PrincipalChecks::federatedSyntax),
          new Check<>("INVALID_CANONICAL_USER", ERROR, PrincipalChecks::canonicalUser));

  private static final Set<String> KNOWN_PROVIDERS =
      Set.of(
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com");

  private PrincipalChecks() {}

  private static void wildcard(Principal principal, Report report) {
    if (principal.name().indexOf('*') >= 0
        && !principal.everyone()
        && principal.kind().equals("AWS")) {
      report.at(
          principal.place(),
          "`%s` matches nobody, since no part of a principal is a wildcard; write whole names, or"
                  .formatted(principal.name())
              + " `*` with a condition on `aws:PrincipalArn`");
    }
  }

  private static void arn(Principal principal, Report report) {
    List<String> parts = ArnGlob.split(principal.name());
    if (!principal.kind().equals("AWS") || parts.size() < 6 || principal.name().indexOf('*') >= 0) {
      return;
    }
    String resource = parts.get(5);
    String type = resource.contains("/") ? resource.substring(0, resource.indexOf('/')) : resource;
    boolean iam = parts.get(2).equals("iam") && Set.of("user", "role").contains(type);
    boolean sts =
        parts.get(2).equals("sts") && Set.of("assumed-role", "federated-user").contains(type);
    boolean named = !resource.endsWith("/") && resource.length() > type.length();
    boolean root = parts.get(2).equals("iam") && resource.equals("root");
    String problem =
        type.equals("group")
            ? "a group is no principal; name its users, or roles"
            : "write an account's twelve digits, or the ARN of a user, a role or a session";
    boolean account = parts.get(4).length() == 12 && ResourceChecks.isAccount(parts.get(4));
    if (!(root || ((iam || sts) && named)) || !account || !parts.get(3).isEmpty()) {
      report.at(principal.place(), "`%s` names nobody; %s".formatted(principal.name(), problem));
    }
  }

  private static void deleted(Principal principal, Report report) {
    boolean id = principal.name().startsWith("AIDA") || principal.name().startsWith("AROA");
    if (principal.kind().equals("AWS") && id) {
      report.at(
          principal.place(),
          "`%s` is the unique id of a user or role, as it stands here once that is deleted; remove"
                  .formatted(principal.name())
              + " it, or write an ARN");
    }
  }

  private static void variable(Principal principal, Report report) {
    if (principal.name().contains("${")) {
      report.at(
          principal.place(),
          "`%s`: a principal has no policy variables, so it names nobody; write the name"
              .formatted(principal.name()));
    }
  }

  private static void service(Principal principal, Report report) {
    String name = principal.name();
    boolean host =
        name.indexOf('.') > 0
            && !name.endsWith(".")
            && name.equals(name.toLowerCase(Locale.ROOT))
            && !Blanks.in(name)
            && name.indexOf('/') < 0
            && name.indexOf(':') < 0;
    if (principal.kind().equals("Service") && !host) {
      report.at(
          principal.place(),
          "`%s` is no service principal; write a host such as `events.amazonaws.com`"
              .formatted(name));
    }
  }

  private static void federated(Principal principal, Report report) {
    if (principal.kind().equals("Federated") && principal.context().type() != PolicyType.TRUST) {
      report.at(
          principal.place(),
          "`%s`: outside a role's trust policy nobody is known by an identity provider; name the"
                  .formatted(principal.name())
              + " role that they assume");
    }
  }

  private static void federatedSyntax(Principal principal, Report report) {
    if (!principal.kind().equals("Federated") || principal.context().type() != PolicyType.TRUST) {
      return;
    }
    List<String> parts = ArnGlob.split(principal.name());
    boolean provider =
        parts.size() == 6
            && parts.get(2).equals("iam")
            && (parts.get(5).startsWith("saml-provider/")
                || parts.get(5).startsWith("oidc-provider/")
                || parts.get(5).startsWith("identity-store/"));
    if (!provider && !KNOWN_PROVIDERS.contains(principal.name())) {
      report.at(
          principal.place(),
          ("`%s` is no identity provider; write the ARN of one,"
                  + " `arn:aws:iam::account:saml-provider/name` or `…:oidc-provider/host`")
              .formatted(principal.name()));
    }
  }

  private static void canonicalUser(Principal principal, Report report) {
    String name = principal.name();
    boolean hex =
        name.length() == 64
            && name.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (principal.kind().equals("CanonicalUser")
        && (!hex || principal.context().type() != PolicyType.RESOURCE)) {
      report.at(
          principal.place(),
          "`%s` is no canonical user id of 64 hexadecimal digits in a resource's policy; write"
                  .formatted(name)
              + " {\"AWS\": …}");
    }
  }
}

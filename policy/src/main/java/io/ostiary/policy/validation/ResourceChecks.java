package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Item;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is looked for in each resource of a statement. */
final class ResourceChecks {
  static final List<Check<Item>> TABLE =
      List.of(
          new Check<>("BLANK_IN_RESOURCE", WARNING, ResourceChecks::blank),
          new Check<>("REGULAR_EXPRESSION", WARNING, ResourceChecks::regularExpression),
          new Check<>("MISSING_ARN_FIELD", ERROR, ResourceChecks::missingPart),
          new Check<>("INVALID_PARTITION", ERROR, ResourceChecks::partition),
          new Check<>("INVALID_SERVICE_CASE", ERROR, ResourceChecks::serviceCase),
          new Check<>("INVALID_ARN_SERVICE", ERROR, ResourceChecks::service),
          new Check<>("INVALID_ARN_REGION", ERROR, ResourceChecks::region),
          new Check<>("INVALID_ARN_ACCOUNT", ERROR, ResourceChecks::account),
          new Check<>("ARN_REGION_NOT_ALLOWED", ERROR, ResourceChecks::needlessRegion),
          new Check<>("ARN_ACCOUNT_NOT_ALLOWED", ERROR, ResourceChecks::needlessAccount),
          new Check<>("INVALID_IAM_RESOURCE", ERROR, ResourceChecks::iamResource),
          new Check<>("VARIABLE_UNSUPPORTED_IN_VERSION", ERROR, ResourceChecks::oldVariable),
          new Check<>("VARIABLE_UNSUPPORTED_IN_ELEMENT", ERROR, ResourceChecks::earlyVariable),
          new Check<>("INVALID_ARN_RESOURCE", ERROR, ResourceChecks::unknownForm));

  private static final int PARTS = 6;
  private static final Set<String> IAM_TYPES =
      Set.of(
          "user",
          "role",
          "group",
          "policy",
          "instance-profile",
          "server-certificate",
          "mfa",
          "sms-mfa",
          "saml-provider",
          "oidc-provider",
          "federated-user",
          "assumed-role",
          "access-report",
          "delegation-request");

  /** What the resources of S3 begin with that do have a region or an account. */
  private static final List<String> S3_WITH_ACCOUNT =
      List.of("accesspoint", "job/", "storage-lens", "access-grants", "async-request/");

  private ResourceChecks() {}

  /** The parts if there are six; null for {@code *} and what another check reports. */
  private static @Nullable List<String> parts(Item resource) {
    List<String> parts = ArnGlob.split(resource.text());
    return parts.size() == PARTS ? parts : null;
  }

  private static boolean wildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  private static void blank(Item resource, Report report) {
    if (Blanks.around(resource.text())) {
      report.at(
          resource.place(),
          "`%s` begins or ends with white space, which counts, so it matches nothing real; remove it"
              .formatted(resource.text()));
    }
  }

  private static void regularExpression(Item resource, Report report) {
    List<String> parts = ArnGlob.split(resource.text());
    String problem = RegularExpressions.in(parts.get(parts.size() - 1));
    if (problem != null) {
      report.at(resource.place(), problem);
    }
  }

  private static void missingPart(Item resource, Report report) {
    String text = resource.text();
    if (text.startsWith("arn:") && ArnGlob.split(text).size() < PARTS && !text.endsWith("*")) {
      report.at(
          resource.place(),
          ("`%s` has fewer than six parts, and a `*` stays between its colons, so it matches"
                  + " nothing; write `arn:partition:service:region:account:resource`")
              .formatted(text));
    }
  }

  /** What an installation calls its partition is its own affair; but not any text will do. */
  private static void partition(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts != null && (parts.get(1).isEmpty() || !isName(parts.get(1)))) {
      report.at(
          resource.place(),
          "`%s` is no partition; write `aws`, or what the installation has instead"
              .formatted(parts.get(1)));
    }
  }

  /** Lower-case letters, digits, hyphens and wildcards. */
  private static boolean isName(String text) {
    return text.chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-*?".indexOf(c) >= 0);
  }

  private static void serviceCase(Item resource, Report report) {
    List<String> parts = parts(resource);
    String lower = parts == null ? "" : parts.get(2).toLowerCase(Locale.ROOT);
    if (parts != null && !lower.equals(parts.get(2))) {
      report.at(
          resource.place(),
          "the service `%s` is compared exactly; write `%s`".formatted(parts.get(2), lower));
    }
  }

  private static void service(Item resource, Report report) {
    List<String> parts = ArnGlob.split(resource.text());
    boolean has = parts.size() > 2;
    if (has && (wildcard(parts.get(2)) || parts.get(2).isEmpty())) {
      report.at(
          resource.place(),
          "`%s` does not name a service, and AWS takes no wildcard for it; write one, or `*` alone"
              .formatted(resource.text()));
    }
  }

  private static void region(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts != null && !isName(parts.get(3))) {
      report.at(
          resource.place(),
          "`%s` is no region; write one such as `eu-west-1`, `*`, or nothing"
              .formatted(parts.get(3)));
    }
  }

  private static void account(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts != null && !isAccount(parts.get(4))) {
      report.at(
          resource.place(),
          "`%s` is no account; write its twelve digits, `*`, or nothing".formatted(parts.get(4)));
    }
  }

  /** {@code aws} owns the policies that AWS itself manages. */
  static boolean isAccount(String text) {
    boolean digits = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '*' || c == '?');
    return text.isEmpty()
        || text.equals("aws")
        || (digits && (text.length() == 12 || text.indexOf('*') >= 0));
  }

  private static void needlessRegion(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts != null && !parts.get(3).isEmpty() && !parts.get(3).equals("*")) {
      boolean global = Set.of("iam", "sts").contains(parts.get(2));
      if (global || isBucket(parts)) {
        report.at(
            resource.place(),
            "the ARNs of `%s` have no region; leave `%s` out, but not its colons"
                .formatted(parts.get(2), parts.get(3)));
      }
    }
  }

  private static void needlessAccount(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts != null && isBucket(parts) && !parts.get(4).isEmpty() && !parts.get(4).equals("*")) {
      report.at(
          resource.place(),
          "the ARN of a bucket or an object has no account; leave `%s` out, but not its colons"
              .formatted(parts.get(4)));
    }
  }

  private static boolean isBucket(List<String> parts) {
    return parts.get(2).equals("s3")
        && !wildcard(parts.get(5).substring(0, Math.min(1, parts.get(5).length())))
        && S3_WITH_ACCOUNT.stream().noneMatch(parts.get(5)::startsWith);
  }

  private static void iamResource(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts == null || !parts.get(2).equals("iam")) {
      return;
    }
    String path = parts.get(5);
    int slash = path.indexOf('/');
    boolean typed = slash > 0 && IAM_TYPES.contains(path.substring(0, slash));
    if (!typed && !path.equals("*") && !path.equals("root")) {
      report.at(
          resource.place(),
          "`%s` is no resource of IAM; begin it with `user/`, `role/`, `group/`, `policy/` or the"
                  .formatted(path)
              + " like, or write `*`");
    }
  }

  private static void oldVariable(Item resource, Report report) {
    Variables.inOldVersion(resource.context(), resource.text(), resource.place(), report);
  }

  private static void earlyVariable(Item resource, Report report) {
    List<String> parts = ArnGlob.split(resource.text());
    for (int i = 0; i < Math.min(parts.size(), PARTS - 1); i++) {
      if (parts.get(i).contains("${")) {
        report.at(
            resource.place(),
            "`%s` stands before the last part of the ARN, where it is ordinary text; write `*` or"
                    .formatted(parts.get(i))
                + " the text itself");
        return;
      }
    }
  }

  private static void unknownForm(Item resource, Report report) {
    List<String> parts = parts(resource);
    if (parts == null || wildcard(parts.get(2))) {
      return;
    }
    List<ResourceForm> forms = resource.context().catalogue().formsOf(parts.get(2));
    ArnGlob glob = ArnGlob.of(resource.text(), resource.context().variables()).orElse(null);
    if (glob != null
        && !forms.isEmpty()
        && forms.stream().noneMatch(form -> glob.meets(form.glob(), resource.context().effort()))) {
      report.at(
          resource.place(),
          "`%s` is no resource of `%s`; write %s"
              .formatted(
                  resource.text(),
                  parts.get(2),
                  String.join(" or ", forms.stream().map(form -> quoted(form.text())).toList())));
    }
  }

  private static String quoted(String text) {
    return '`' + text + '`';
  }
}

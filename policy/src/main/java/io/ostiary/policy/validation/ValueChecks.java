package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.SUGGESTION;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.condition.OperatorForm.Kind;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Check.Rule;
import io.ostiary.policy.validation.Draft.Value;
import java.util.List;

/** What is looked for in each value that a condition wants. */
final class ValueChecks {
  static final List<Check<Value>> TABLE =
      List.of(
          new Check<>("BLANK_IN_CONDITION_VALUE", WARNING, ValueChecks::blank),
          new Check<>("REGULAR_EXPRESSION", WARNING, ValueChecks::regularExpression),
          new Check<>("WILDCARD_WITHOUT_LIKE_OPERATOR", WARNING, ValueChecks::wildcard),
          new Check<>("ESCAPE_WITHOUT_LIKE_OPERATOR", WARNING, ValueChecks::escape),
          new Check<>("VARIABLE_UNSUPPORTED_IN_VERSION", ERROR, ValueChecks::oldVariable),
          new Check<>("INVALID_VARIABLE_FOR_OPERATOR", ERROR, ValueChecks::variable),
          new Check<>(
              "INVALID_DATE_VALUE",
              WARNING,
              unreadable(Kind.DATE, "no date; write one such as `2026-03-01T12:00:00Z`")),
          new Check<>(
              "INVALID_NUMBER_VALUE", WARNING, unreadable(Kind.NUMERIC, "no number; write one")),
          new Check<>(
              "INVALID_BOOLEAN_VALUE",
              WARNING,
              unreadable(Kind.BOOL, "neither true nor false; write `true` or `false`")),
          new Check<>(
              "INVALID_NULL_VALUE",
              WARNING,
              unreadable(
                  Kind.NULL,
                  "not what `Null` takes; write `true` for a missing key, `false` for one that is"
                      + " there")),
          new Check<>(
              "INVALID_BINARY_VALUE",
              WARNING,
              unreadable(Kind.BINARY, "not base64; encode the bytes")),
          new Check<>(
              "INVALID_ARN_VALUE",
              WARNING,
              unreadable(
                  Kind.ARN,
                  "no ARN of six parts; write `arn:partition:service:region:account:resource`, or"
                      + " use `StringLike`")),
          new Check<>("INVALID_IP_RANGE", WARNING, AddressChecks::invalid),
          new Check<>("LEADING_ZERO_IN_ADDRESS", WARNING, AddressChecks::leadingZero),
          new Check<>("IMPROVE_IP_RANGE", SUGGESTION, AddressChecks::hostBits),
          new Check<>("PRIVATE_IP_ADDRESS", SUGGESTION, AddressChecks::privateRange),
          new Check<>("INVALID_VPC_FORMAT", ERROR, ValueChecks::vpc),
          new Check<>("INVALID_VPCE_FORMAT", ERROR, ValueChecks::vpce),
          new Check<>("SESSION_IN_PRINCIPAL_ARN", WARNING, ValueChecks::session));

  private ValueChecks() {}

  private static void blank(Value value, Report report) {
    if (Blanks.around(value.text())) {
      report.at(
          value.place(),
          "`%s` begins or ends with white space, which counts; remove it unless it is meant"
              .formatted(value.text()));
    }
  }

  private static void regularExpression(Value value, Report report) {
    if (value.form().kind() == Kind.STRING) {
      String problem = RegularExpressions.in(value.text());
      if (problem != null) {
        report.at(value.place(), problem);
      }
    } else if (value.form().kind() == Kind.ARN) {
      List<String> parts = ArnGlob.split(value.text());
      String problem = RegularExpressions.in(parts.get(parts.size() - 1));
      if (problem != null) {
        report.at(value.place(), problem);
      }
    }
  }

  private static void wildcard(Value value, Report report) {
    String text = value.text().replace("${*}", "").replace("${?}", "");
    if (value.form().kind() == Kind.STRING
        && !value.form().hasWildcards()
        && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0)) {
      report.at(
          value.place(),
          "`%s`: `%s` takes wildcards literally; write `%s`"
              .formatted(
                  value.text(),
                  value.form().name(),
                  value.form().negated() ? "StringNotLike" : "StringLike"));
    }
  }

  private static void escape(Value value, Report report) {
    if (value.form().kind() == Kind.STRING
        && !value.form().hasWildcards()
        && Variables.escapesWildcard(value.context(), value.text())) {
      report.at(
          value.place(),
          "`%s`: `%s` takes `*` and `?` literally anyway; write them as they are"
              .formatted(value.text(), value.form().name()));
    }
  }

  private static void oldVariable(Value value, Report report) {
    if (value.form().hasVariables()) {
      Variables.inOldVersion(value.context(), value.text(), value.place(), report);
    }
  }

  private static void variable(Value value, Report report) {
    if (!value.form().hasVariables() && value.text().contains("${")) {
      report.at(
          value.place(),
          "`%s`: `%s` takes no policy variables, so this matches nothing; write the value itself"
              .formatted(value.text(), value.form().name()));
    }
  }

  private static Rule<Value> unreadable(Kind kind, String problem) {
    return (value, report) -> {
      if (value.form().kind() == kind
          && !value.text().contains("${")
          && !kind.admits(value.text())) {
        report.at(value.place(), "`%s` is %s".formatted(value.text(), problem));
      }
    };
  }

  private static void vpc(Value value, Report report) {
    id(value, "aws:sourcevpc", "vpc-", report);
  }

  private static void vpce(Value value, Report report) {
    id(value, "aws:sourcevpce", "vpce-", report);
  }

  private static void id(Value value, String key, String prefix, Report report) {
    String text = value.text();
    if (value.form().kind() != Kind.STRING
        || !value.isOf(key)
        || value.form().hasWildcards()
        || text.contains("${")) {
      return;
    }
    String digits = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    boolean hex = digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!hex || (digits.length() != 8 && digits.length() != 17)) {
      report.at(
          value.place(),
          "`%s` is no id of its kind; write `%s` and 8 or 17 hexadecimal digits"
              .formatted(text, prefix));
    }
  }

  private static void session(Value value, Report report) {
    if (value.isOf("aws:principalarn") && value.text().contains(":assumed-role/")) {
      report.at(
          value.place(),
          "`%s`: for a session the key holds the ARN of its role; write `arn:aws:iam::…:role/name`"
              .formatted(value.text()));
    }
  }
}

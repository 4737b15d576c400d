package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.SECURITY_WARNING;
import static io.ostiary.policy.validation.FindingLevel.SUGGESTION;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.condition.OperatorForm.Kind;
import io.ostiary.policy.condition.OperatorForm.Quantifier;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.service.ValueType;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is looked for in each condition: an operator and a key under it. */
final class ConditionChecks {
  static final List<Check<Condition>> TABLE =
      List.of(
          new Check<>("INVALID_CONDITION_KEY_FORMAT", ERROR, ConditionChecks::keyFormat),
          new Check<>("INVALID_GLOBAL_CONDITION_KEY", ERROR, ConditionChecks::unknownGlobal),
          new Check<>("INVALID_SERVICE_CONDITION_KEY", ERROR, ConditionChecks::unknownKey),
          new Check<>("MISSING_TAG_KEY_IN_CONDITION", ERROR, ConditionChecks::missingTag),
          new Check<>("DEPRECATED_GLOBAL_CONDITION_KEY", WARNING, ConditionChecks::deprecated),
          new Check<>("FORGEABLE_CONDITION_KEY", SECURITY_WARNING, ConditionChecks::forgeable),
          new Check<>("MISSING_QUALIFIER", ERROR, ConditionChecks::missingQualifier),
          new Check<>(
              "FOR_ALL_VALUES_WITH_SINGLE_VALUED_KEY",
              SECURITY_WARNING,
              ConditionChecks::needlessForAll),
          new Check<>(
              "FOR_ANY_VALUE_WITH_SINGLE_VALUED_KEY", WARNING, ConditionChecks::needlessForAny),
          new Check<>("IF_EXISTS_WITH_FOR_ANY_VALUE", WARNING, ConditionChecks::ifExistsOfAnyValue),
          new Check<>("NULL_WITH_QUALIFIER", SUGGESTION, ConditionChecks::nullWithQualifier),
          new Check<>("NULL_WITH_BOTH_VALUES", WARNING, ConditionChecks::nullOfBoth),
          new Check<>(
              "INVALID_CONDITION_MULTIPLE_BOOLEAN", ERROR, ConditionChecks::severalBooleans),
          new Check<>("EMPTY_ARRAY_CONDITION", SUGGESTION, ConditionChecks::noValue),
          new Check<>("TYPE_MISMATCH", WARNING, ConditionChecks::mismatch),
          new Check<>("TYPE_MISMATCH_BUT_USABLE", SUGGESTION, ConditionChecks::usableMismatch),
          new Check<>("BAD_PATTERN_FOR_MFA", SECURITY_WARNING, ConditionChecks::mfa));

  private static final Set<String> FORGEABLE = Set.of("aws:referer", "aws:useragent");

  private ConditionChecks() {}

  private static Optional<KeyFacts> facts(Condition condition) {
    return condition.context().catalogue().key(condition.key());
  }

  private static void keyFormat(Condition condition, Report report) {
    int colon = condition.key().indexOf(':');
    boolean formed = colon > 0 && colon < condition.key().length() - 1;
    if (!formed || Blanks.around(condition.key())) {
      report.at(
          condition.keyMember().place(),
          "`%s` is no condition key; write `service:name`, such as `aws:SourceIp`"
              .formatted(condition.keyAsWritten()));
    }
  }

  private static void unknownGlobal(Condition condition, Report report) {
    if (Variables.isUnknownGlobal(condition.context(), condition.key())
        && !condition.context().catalogue().isTagFamily(condition.key())) {
      report.at(condition.keyMember().place(), unknown(condition));
    }
  }

  private static void unknownKey(Condition condition, Report report) {
    Catalogue catalogue = condition.context().catalogue();
    int colon = condition.key().indexOf(':');
    if (colon > 0
        && catalogue.knowsService(condition.key().substring(0, colon))
        && facts(condition).isEmpty()
        && !catalogue.isTagFamily(condition.key())) {
      report.at(condition.keyMember().place(), unknown(condition));
    }
  }

  private static String unknown(Condition condition) {
    return "there is no condition key `%s`%s"
        .formatted(
            condition.keyAsWritten(),
            Nearest.to(
                    condition.keyAsWritten(),
                    condition.context().catalogue().keySpellings(),
                    condition.context().effort())
                .map("; did you mean `%s`?"::formatted)
                .orElse(", so no request carries it; write a known one"));
  }

  private static void missingTag(Condition condition, Report report) {
    String key = condition.key();
    String family = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    if (condition.context().catalogue().isTagFamily(family)) {
      report.at(
          condition.keyMember().place(),
          "`%s` names no tag; write `%s/` and the tag's key"
              .formatted(
                  condition.keyAsWritten(),
                  condition.keyAsWritten().substring(0, family.length())));
    }
  }

  private static void deprecated(Condition condition, Report report) {
    if (condition.key().equals("aws:sourceowner")) {
      report.at(
          condition.keyMember().place(),
          "`%s` is deprecated; write `aws:SourceAccount`".formatted(condition.keyAsWritten()));
    }
  }

  private static void forgeable(Condition condition, Report report) {
    if (FORGEABLE.contains(condition.key()) && condition.form().kind() != Kind.NULL) {
      report.at(
          condition.keyMember().place(),
          "`%s` is what the caller says it is, and can be forged; do not rely on it alone"
              .formatted(condition.keyAsWritten()));
    }
  }

  private static void missingQualifier(Condition condition, Report report) {
    if (condition.form().quantifier() == Quantifier.NONE
        && condition.form().kind() != Kind.NULL
        && facts(condition).filter(KeyFacts::multivalued).isPresent()) {
      report.at(
          condition.operator().place(),
          "`%s` has many values, and a plain operator never holds on it; write `ForAnyValue:%s` or"
                  .formatted(condition.keyAsWritten(), condition.operator().name())
              + " `ForAllValues:%s`".formatted(condition.operator().name()));
    }
  }

  private static boolean quantifiesOne(Condition condition, Quantifier quantifier) {
    return condition.form().quantifier() == quantifier
        && condition.form().kind() != Kind.NULL
        && facts(condition).filter(facts -> !facts.multivalued()).isPresent();
  }

  private static void needlessForAll(Condition condition, Report report) {
    if (quantifiesOne(condition, Quantifier.FOR_ALL_VALUES)) {
      report.at(
          condition.operator().place(),
          "`%s` has one value, and `ForAllValues` holds also if it is missing; write `%s`"
              .formatted(condition.keyAsWritten(), condition.form().name()));
    }
  }

  private static void needlessForAny(Condition condition, Report report) {
    if (quantifiesOne(condition, Quantifier.FOR_ANY_VALUE)) {
      report.at(
          condition.operator().place(),
          "`%s` has one value; write `%s`"
              .formatted(condition.keyAsWritten(), condition.form().name()));
    }
  }

  private static void ifExistsOfAnyValue(Condition condition, Report report) {
    if (condition.form().quantifier() == Quantifier.FOR_ANY_VALUE && condition.form().ifExists()) {
      report.at(
          condition.operator().place(),
          "`IfExists` changes nothing after `ForAnyValue`, which wants a value; leave it out, or"
              + " write a second statement with `Null`");
    }
  }

  private static void nullWithQualifier(Condition condition, Report report) {
    if (condition.form().kind() == Kind.NULL && condition.form().quantifier() != Quantifier.NONE) {
      report.at(condition.operator().place(), "`Null` asks for presence only; write `Null` alone");
    }
  }

  private static void nullOfBoth(Condition condition, Report report) {
    if (condition.form().kind() == Kind.NULL
        && condition.wants("true")
        && condition.wants("false")) {
      report.at(
          condition.keyMember().value().place(),
          "`%s` is either missing or not, so this always holds; keep `true` or `false`"
              .formatted(condition.keyAsWritten()));
    }
  }

  private static void severalBooleans(Condition condition, Report report) {
    if (condition.form().kind() == Kind.BOOL && condition.values().size() > 1) {
      report.at(
          condition.values().get(1).place(),
          "`Bool` takes one value, and AWS refuses more; keep `true` or `false`");
    }
  }

  private static void noValue(Condition condition, Report report) {
    if (condition.keyMember().value() instanceof Json.Array array && array.items().isEmpty()) {
      report.at(
          array.place(),
          "`%s` wants no value, so `%s` %s; write values or remove it"
              .formatted(
                  condition.keyAsWritten(),
                  condition.operator().name(),
                  condition.form().negated() ? "always holds" : "holds for none"));
    }
  }

  /** How an operator goes with the type of a key: 0 well, 1 usably, 2 badly. */
  private static int misfit(Condition condition) {
    ValueType type = facts(condition).map(KeyFacts::type).orElse(null);
    Kind kind = condition.form().kind();
    boolean tag = condition.key().indexOf('/') > 0;
    boolean epoch = condition.key().equals("aws:epochtime") && kind == Kind.NUMERIC;
    if (type == null || kind == Kind.NULL || tag || epoch || kind.name().equals(type.name())) {
      return 0;
    }
    boolean text = kind == Kind.STRING && (type == ValueType.ARN || type == ValueType.BOOL);
    return text ? 1 : 2;
  }

  private static String remedy(Condition condition) {
    ValueType type = facts(condition).map(KeyFacts::type).orElseThrow();
    String family =
        switch (type) {
          case STRING -> "`StringEquals` or `StringLike`";
          case NUMERIC -> "a `Numeric` operator";
          case DATE -> "a `Date` operator";
          case BOOL -> "`Bool`";
          case BINARY -> "`BinaryEquals`";
          case IP_ADDRESS -> "`IpAddress` or `NotIpAddress`";
          case ARN -> "`ArnLike`";
        };
    return "`%s` has values of type %s; write %s"
        .formatted(condition.keyAsWritten(), type.word(), family);
  }

  private static void mismatch(Condition condition, Report report) {
    if (misfit(condition) == 2) {
      report.at(condition.operator().place(), remedy(condition));
    }
  }

  private static void usableMismatch(Condition condition, Report report) {
    if (misfit(condition) == 1) {
      report.at(condition.operator().place(), remedy(condition));
    }
  }

  private static void mfa(Condition condition, Report report) {
    if (!condition.key().equals("aws:multifactorauthpresent")
        || condition.form().kind() != Kind.BOOL) {
      return;
    }
    boolean deny = condition.effect() == Effect.DENY;
    boolean ifExists = condition.form().ifExists();
    if (deny && !ifExists && condition.wants("false")) {
      report.at(
          condition.operator().place(),
          "the key is missing, not `false`, with long-term access keys, which this Deny so lets"
              + " through; write `BoolIfExists`");
    } else if (!deny && ifExists && condition.wants("true")) {
      report.at(
          condition.operator().place(),
          "the key is missing with long-term access keys, which this Allow so admits without MFA;"
              + " write `Bool`");
    }
  }

  /** The name of a key's service, folded. */
  static String service(String key) {
    int colon = key.indexOf(':');
    return colon < 0 ? "" : RequestContext.fold(key.substring(0, colon));
  }
}

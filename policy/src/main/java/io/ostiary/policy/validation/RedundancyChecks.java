package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.SUGGESTION;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import inet.ipaddr.IPAddress;
import io.ostiary.policy.condition.OperatorForm.Kind;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.Check.Report;
import io.ostiary.policy.validation.Draft.Condition;
import io.ostiary.policy.validation.Draft.Element;
import io.ostiary.policy.validation.Draft.Item;
import io.ostiary.policy.validation.Draft.Principal;
import io.ostiary.policy.validation.Draft.Statement;
import io.ostiary.policy.validation.Draft.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for among things that say the same: one that another covers could go. What takes
 * too much effort to compare is let be.
 */
final class RedundancyChecks {
  static final List<Check<Statement>> STATEMENT =
      List.of(
          new Check<>("REDUNDANT_ACTION", SUGGESTION, RedundancyChecks::actions),
          new Check<>("REDUNDANT_RESOURCE", SUGGESTION, RedundancyChecks::resources),
          new Check<>("REDUNDANT_PRINCIPAL", SUGGESTION, RedundancyChecks::principals));

  static final List<Check<Condition>> CONDITION =
      List.of(new Check<>("REDUNDANT_CONDITION_VALUE", SUGGESTION, RedundancyChecks::values));

  static final List<Check<Draft>> DOCUMENT =
      List.of(
          new Check<>("REDUNDANT_STATEMENT", SUGGESTION, RedundancyChecks::statements),
          new Check<>("UNREACHABLE_STATEMENT", WARNING, RedundancyChecks::unreachable));

  private RedundancyChecks() {}

  /** Whether the first covers the second. */
  @FunctionalInterface
  private interface Covering<T> {
    boolean test(T first, T second);
  }

  /** Says which entry covers an entry. */
  @FunctionalInterface
  private interface Sink {
    void covered(int index, int by);
  }

  /** Finds, for each entry, an entry that covers it; of two that cover each other the later. */
  private static <T> void each(List<T> entries, Covering<T> covering, Effort effort, Sink sink) {
    for (int i = 0; i < entries.size(); i++) {
      for (int j = 0; j < entries.size(); j++) {
        if (!effort.allows(1)) {
          return;
        }
        if (i != j
            && covering.test(entries.get(j), entries.get(i))
            && (j < i || !covering.test(entries.get(i), entries.get(j)))) {
          sink.covered(i, j);
          break;
        }
      }
    }
  }

  private static String problem(String text, String by) {
    return text.equals(by)
        ? "`%s` is written twice; keep one".formatted(text)
        : "`%s` is covered by `%s`; remove one of them".formatted(text, by);
  }

  private static void items(
      Element<Item> element, Function<Item, Glob> glob, Effort effort, Report report) {
    List<Glob> globs = element.items().stream().map(glob).toList();
    each(
        globs,
        (first, second) -> first.covers(second, effort),
        effort,
        (index, by) ->
            report.at(
                element.items().get(index).place(),
                problem(element.items().get(index).text(), element.items().get(by).text())));
  }

  private static void actions(Statement statement, Report report) {
    if (statement.actions() != null) {
      items(
          statement.actions(),
          item -> Glob.ignoringCase(item.text()),
          statement.context().effort(),
          report);
    }
  }

  private static void resources(Statement statement, Report report) {
    Element<Item> element = statement.resources();
    if (element == null) {
      return;
    }
    Effort effort = statement.context().effort();
    List<Item> items = element.items().stream().filter(item -> glob(item) != null).toList();
    List<ArnGlob> globs = items.stream().map(item -> Objects.requireNonNull(glob(item))).toList();
    each(
        globs,
        (first, second) -> first.covers(second, effort),
        effort,
        (index, by) ->
            report.at(
                items.get(index).place(), problem(items.get(index).text(), items.get(by).text())));
  }

  private static @Nullable ArnGlob glob(Item item) {
    return ArnGlob.of(item.text(), item.context().variables()).orElse(null);
  }

  private static void principals(Statement statement, Report report) {
    Element<Principal> element = statement.principals();
    if (element == null) {
      return;
    }
    boolean everyone =
        !element.excludes() && element.items().stream().anyMatch(Principal::everyone);
    Set<Object> seen = new HashSet<>();
    for (Principal principal : element.items()) {
      boolean again =
          !seen.add(List.of(principal.kind(), StatementCover.account(principal.name())));
      if (again) {
        report.at(
            principal.place(),
            "`%s` is written twice, or as an account and as its root; keep one"
                .formatted(principal.name()));
      } else if (everyone && principal.kind().equals("AWS") && !principal.everyone()) {
        report.at(principal.place(), problem(principal.name(), "*"));
      }
    }
  }

  private static void values(Condition condition, Report report) {
    Effort effort = condition.context().effort();
    List<Value> values = condition.values();
    String operator = condition.form().name();
    if (operator.contains("Less") || operator.contains("Greater")) {
      for (int i = 1; i < values.size(); i++) {
        report.at(
            values.get(i).place(),
            "of several values of `%s` only the widest counts; keep one".formatted(operator));
      }
    } else if (condition.form().kind() != Kind.BOOL) {
      each(
          values.stream().map(RedundancyChecks::meaning).toList(),
          (first, second) -> covers(first, second, effort),
          effort,
          (index, by) ->
              report.at(
                  values.get(index).place(),
                  problem(values.get(index).text(), values.get(by).text())));
    }
  }

  /** A value in a form that can be compared: a glob, an ARN, a range, or its text. */
  private static Object meaning(Value value) {
    Object range = AddressChecks.range(value).orElse(null);
    boolean variables = value.context().variables();
    if (range != null) {
      return range;
    }
    if (value.form().name().endsWith("Like") && value.form().kind() == Kind.STRING) {
      return Glob.of(value.text(), variables);
    }
    if (value.form().kind() == Kind.ARN && ArnGlob.split(value.text()).size() == 6) {
      return ArnGlob.of(value.text(), variables).map(Object.class::cast).orElse(value.text());
    }
    return value.form().name().endsWith("IgnoreCase")
        ? RequestContext.fold(value.text())
        : value.text();
  }

  private static boolean covers(Object first, Object second, Effort effort) {
    if (first instanceof Glob glob && second instanceof Glob other) {
      return glob.covers(other, effort);
    }
    if (first instanceof ArnGlob arn && second instanceof ArnGlob other) {
      return arn.covers(other, effort);
    }
    if (first instanceof IPAddress range && second instanceof IPAddress other) {
      return range.contains(other);
    }
    return first.equals(second);
  }

  private static void statements(Draft draft, Report report) {
    if (!draft.sound()) {
      return;
    }
    Effort effort = draft.context().effort();
    List<StatementCover> covers = draft.statements().stream().map(StatementCover::of).toList();
    each(
        covers,
        (first, second) ->
            first.statement().effect() == second.statement().effect()
                && first.comparable()
                && second.comparable()
                && first.covers(second, effort),
        effort,
        (index, by) ->
            report.at(
                draft.statements().get(index).place(),
                "the statement at line %s covers all of this one; remove this one"
                    .formatted(draft.statements().get(by).place().line())));
  }

  private static void unreachable(Draft draft, Report report) {
    if (!draft.sound()) {
      return;
    }
    Effort effort = draft.context().effort();
    List<StatementCover> covers = draft.statements().stream().map(StatementCover::of).toList();
    for (StatementCover allow : covers) {
      for (StatementCover deny : covers) {
        if (!effort.allows(1)) {
          return;
        }
        if (allow.statement().allows()
            && !deny.statement().allows()
            && allow.comparable()
            && deny.comparable()
            && deny.covers(allow, effort)) {
          report.at(
              allow.statement().place(),
              "the Deny at line %s takes away all that this allows; remove one of them"
                  .formatted(deny.statement().place().line()));
          break;
        }
      }
    }
  }
}

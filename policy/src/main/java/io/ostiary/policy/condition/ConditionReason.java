package io.ostiary.policy.condition;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.condition.OperatorName.Quantifier;
import io.ostiary.policy.condition.ValueMatcher.Outcome;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words why a {@link KeyCondition} holds, or does not, by the comparisons that it makes. */
final class ConditionReason {
  private static final int MAX_LISTED = 3;

  private final KeyCondition condition;
  private final RequestContext context;
  private final boolean holds;

  ConditionReason(KeyCondition condition, RequestContext context) {
    this.condition = condition;
    this.context = context;
    this.holds = condition.holds(context);
  }

  Explanation explanation() {
    String key = condition.key();
    Values have = condition.values(context);
    if (have == null) {
      return because(
          "the request has no `" + key + '`',
          holds ? "" : KeyAdvice.ifAbsent(RequestContext.fold(key)));
    }
    boolean plain = condition.name().quantifier() == Quantifier.NONE;
    if (plain && have.multivalued()) {
      String operator = condition.operator();
      return because(
          "`%s` may hold many values (here %s)".formatted(key, listed(have.texts())),
          "write `ForAnyValue:%s` or `ForAllValues:%s`".formatted(operator, operator));
    }
    if (condition.wanted().isEmpty()) {
      return because("the policy lists no value", "");
    }
    if (have.texts().isEmpty()) {
      return because("`" + key + "` holds no value", "");
    }
    return compared(have.texts());
  }

  private Explanation because(String reason, String advice) {
    return new Explanation(
        condition.operator(), condition.key(), condition.wanted(), holds, reason, advice);
  }

  /** Shows the values that make the difference: all of them, unless one is enough. */
  private Explanation compared(List<String> have) {
    boolean oneIsEnough =
        condition.name().quantifier() == Quantifier.FOR_ANY_VALUE
            ? holds
            : condition.name().quantifier() == Quantifier.FOR_ALL_VALUES && !holds;
    List<String> telling =
        have.stream()
            .filter(value -> !oneIsEnough || condition.satisfies(value, context) == holds)
            .limit(MAX_LISTED)
            .toList();
    String reason = telling.stream().map(this::standing).collect(Collectors.joining("; "));
    String advice = holds ? "" : new ValueAdvice(condition, context).about(telling.get(0));
    return because(reason, advice);
  }

  /** How a value stands to the wanted ones. */
  private String standing(String have) {
    ValueKind kind = condition.comparison().kind();
    if (!kind.reads(have)) {
      return "%s is not %s".formatted(show(have), kind.noun());
    }
    for (int i = 0; i < condition.wanted().size(); i++) {
      String want = condition.wanted().get(i);
      Outcome outcome = condition.compare(i, have, context);
      if (outcome == Outcome.MATCHES) {
        return show(have) + " is " + related(show(want));
      }
      if (outcome == Outcome.INCOMPARABLE && condition.comparison().negated()) {
        return "%s in the policy is not %s".formatted(show(want), kind.noun());
      }
    }
    String missing = unresolved();
    return show(have)
        + " is not "
        + wantedInWords()
        + (missing == null ? "" : ", since `${%s}` has no value".formatted(missing));
  }

  private String wantedInWords() {
    List<String> wanted = condition.wanted();
    if (wanted.size() == 1) {
      return related(show(wanted.get(0)));
    }
    String relation = condition.comparison().relation();
    return (relation.isEmpty() ? "one of " : relation + " any of ") + listed(wanted);
  }

  private String related(String want) {
    String relation = condition.comparison().relation();
    return relation.isEmpty() ? want : relation + ' ' + want;
  }

  /** The first variable of a wanted value that has no value and no default, or null. */
  private @Nullable String unresolved() {
    for (int i = 0; i < condition.wanted().size(); i++) {
      String want = condition.wanted().get(i);
      for (String key : condition.keys(i)) {
        boolean hasDefault = !RequestContext.fold(want).contains("${" + key + '}');
        if (!hasDefault && !Explanation.hasValue(key, context)) {
          return Explanation.spelling(key, want);
        }
      }
    }
    return null;
  }

  static String listed(List<String> texts) {
    String some =
        texts.stream().limit(MAX_LISTED).map(Explanation::show).collect(Collectors.joining(", "));
    return texts.size() > MAX_LISTED
        ? some + " and %s more".formatted(texts.size() - MAX_LISTED)
        : some;
  }
}

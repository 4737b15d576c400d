package io.ostiary.policy.condition;

import io.ostiary.policy.condition.OperatorName.Quantifier;
import io.ostiary.policy.condition.ValueMatcher.Outcome;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition that compares the values of a key with wanted ones. A plain operator asks for a
 * single-valued key and never holds on a multi-valued one, not even negated; a quantifier takes
 * either.
 */
final class KeyCondition implements Condition {
  private final OperatorName name;
  private final String writtenKey;
  private final List<String> writtenValues;
  private final boolean variables;
  private final String key;
  private final Quantifier quantifier;
  private final boolean negated;
  private final boolean holdsIfAbsent;
  private final ValueMatcher[] wanted;

  private KeyCondition(
      OperatorName name,
      String writtenKey,
      List<String> writtenValues,
      boolean variables,
      boolean holdsIfAbsent,
      ValueMatcher[] wanted) {
    this.name = name;
    this.writtenKey = writtenKey;
    this.writtenValues = List.copyOf(writtenValues);
    this.variables = variables;
    this.key = RequestContext.fold(writtenKey);
    this.quantifier = name.quantifier();
    this.negated = Objects.requireNonNull(name.operator()).negated();
    this.holdsIfAbsent = holdsIfAbsent;
    this.wanted = wanted;
  }

  static KeyCondition of(OperatorName name, String key, List<String> wanted, boolean variables) {
    Operator operator = Objects.requireNonNull(name.operator());
    boolean holdsIfAbsent =
        switch (name.quantifier()) {
          case FOR_ANY_VALUE -> false; // IfExists is about each element, and there is none
          case FOR_ALL_VALUES -> true;
          case NONE -> operator.negated() || name.ifExists();
        };
    ValueMatcher[] tests = new ValueMatcher[wanted.size()];
    for (int i = 0; i < tests.length; i++) {
      tests[i] = operator.compile(wanted.get(i), variables);
    }
    return new KeyCondition(name, key, wanted, variables, holdsIfAbsent, tests);
  }

  @Override
  public boolean holds(RequestContext context) {
    String one = context.one(key);
    if (one != null) {
      return satisfies(one, context);
    }
    RequestContext.Values have = context.get(key);
    if (have == null) {
      return holdsIfAbsent;
    }
    return switch (quantifier) {
      case NONE -> false;
      case FOR_ALL_VALUES -> count(have.texts(), context) == have.texts().size();
      case FOR_ANY_VALUE -> count(have.texts(), context) > 0;
    };
  }

  private int count(List<String> texts, RequestContext context) {
    int satisfied = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (satisfies(texts.get(i), context)) {
        satisfied++;
      }
    }
    return satisfied;
  }

  /** Says whether one value of the key passes. */
  boolean satisfies(String have, RequestContext context) {
    for (ValueMatcher want : wanted) {
      Outcome outcome = want.compare(have, context);
      if (negated ? outcome != Outcome.DIFFERS : outcome == Outcome.MATCHES) {
        return !negated;
      }
    }
    return negated;
  }

  @Override
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    keys.add(key);
    for (ValueMatcher want : wanted) {
      keys.addAll(want.keys());
    }
    return keys;
  }

  @Override
  public String operator() {
    return name.toString();
  }

  @Override
  public String key() {
    return writtenKey;
  }

  @Override
  public List<String> wanted() {
    return writtenValues;
  }

  @Override
  public Explanation explain(RequestContext context) {
    return new ConditionReason(this, context).explanation();
  }

  @Override
  public List<ContextChange> changes(RequestContext context, boolean toHold) {
    ChangeSearch search = new ChangeSearch(this, context, toHold);
    return toHold == negated
        ? search.ofOthers(comparison())
        : search.ofMatches(comparison(), variables);
  }

  OperatorName name() {
    return name;
  }

  Operator comparison() {
    return Objects.requireNonNull(name.operator());
  }

  boolean hasVariables() {
    return variables;
  }

  RequestContext.@Nullable Values values(RequestContext context) {
    return context.get(key);
  }

  /** How a value stands to the wanted value at an index. */
  Outcome compare(int index, String have, RequestContext context) {
    return wanted[index].compare(have, context);
  }

  /** The folded keys of variables in the wanted value at an index. */
  List<String> keys(int index) {
    return wanted[index].keys();
  }

  @Override
  public Optional<OneOf> oneOf() {
    if (negated || holdsIfAbsent || quantifier == Quantifier.FOR_ALL_VALUES) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (ValueMatcher want : wanted) {
      if (!(want instanceof TextMatcher text) || !text.want().isLiteral()) {
        return Optional.empty();
      }
      values.add(text.want().outline());
    }
    return Optional.of(new OneOf(key, values));
  }
}

package io.ostiary.policy.condition;

import static io.ostiary.policy.condition.Explanation.show;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.RequestContext.Values;
import java.util.ArrayList;
import java.util.List;

/** Tries values of a condition's key, and keeps those with which it comes out as wished. */
final class ChangeSearch {
  private static final int MAX_WANTED = 8;

  private final Condition condition;
  private final RequestContext context;
  private final boolean toHold;
  private final List<ContextChange> found = new ArrayList<>();

  ChangeSearch(Condition condition, RequestContext context, boolean toHold) {
    this.condition = condition;
    this.context = context;
    this.toHold = toHold;
  }

  /** Tries the key with any value, then without one. */
  List<ContextChange> ofPresence() {
    tryValue("x", "with a `" + condition.key() + '`');
    tryAbsence();
    return List.copyOf(found);
  }

  /** Tries values that the operator's comparison accepts. */
  List<ContextChange> ofMatches(Operator operator, boolean variables) {
    List<String> wanted = condition.wanted();
    for (int i = 0; i < Math.min(wanted.size(), MAX_WANTED); i++) {
      String want = wanted.get(i);
      for (String example : Example.ofMatch(operator, want, variables, context)) {
        if (tryValue(example, ChangeWords.matching(condition.key(), operator, want))) {
          break;
        }
      }
    }
    tryAbsence();
    return List.copyOf(found);
  }

  /** Tries values that the operator's comparison rejects. */
  List<ContextChange> ofOthers(Operator operator) {
    String wanted = ConditionReason.listed(condition.wanted());
    for (String example : Example.ofAnything(operator.kind())) {
      if (tryValue(example, ChangeWords.differing(condition.key(), operator, wanted))) {
        break;
      }
    }
    tryAbsence();
    return List.copyOf(found);
  }

  private void tryAbsence() {
    keepIfAsWished(
        new ContextChange(condition.key(), null, "without `" + show(condition.key()) + '`'));
  }

  private boolean tryValue(String value, String words) {
    return keepIfAsWished(
        new ContextChange(condition.key(), new Values(List.of(value), isMultivalued()), words));
  }

  /** What kind of key it is does not change; of one that is absent the operator lets guess. */
  private boolean isMultivalued() {
    Values have = context.get(RequestContext.fold(condition.key()));
    return have == null ? condition.operator().startsWith("For") : have.multivalued();
  }

  private boolean keepIfAsWished(ContextChange change) {
    boolean asWished = condition.holds(change.applyTo(context)) == toHold;
    if (asWished) {
      found.add(change);
    }
    return asWished;
  }
}

package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;

/**
 * The operator {@code Null}: wants a key to be absent ({@code true}) or present ({@code false}). A
 * multi-valued key without values counts as absent.
 */
record NullCondition(
    String operator,
    String key,
    String foldedKey,
    List<String> wanted,
    boolean wantsAbsent,
    boolean wantsPresent)
    implements Condition {

  static NullCondition of(OperatorName name, String key, List<String> wanted) {
    boolean absent = false;
    boolean present = false;
    for (String want : wanted) {
      Boolean value = BoolMatcher.parse(want);
      absent |= Boolean.TRUE.equals(value);
      present |= Boolean.FALSE.equals(value);
    }
    return new NullCondition(
        name.toString(), key, RequestContext.fold(key), List.copyOf(wanted), absent, present);
  }

  @Override
  public boolean holds(RequestContext context) {
    return isAbsent(context) ? wantsAbsent : wantsPresent;
  }

  private boolean isAbsent(RequestContext context) {
    if (context.one(foldedKey) != null) {
      return false;
    }
    RequestContext.Values have = context.get(foldedKey);
    return have == null || have.texts().isEmpty();
  }

  @Override
  public List<String> keys() {
    return List.of(foldedKey);
  }

  @Override
  public Explanation explain(RequestContext context) {
    boolean absent = isAbsent(context);
    boolean holds = holds(context);
    String reason = "the request has " + (absent ? "no `" : "`") + key + '`';
    String advice = absent && !holds ? KeyAdvice.ifAbsent(foldedKey) : "";
    return new Explanation(operator, key, wanted, holds, reason, advice);
  }

  @Override
  public List<ContextChange> changes(RequestContext context, boolean toHold) {
    return new ChangeSearch(this, context, toHold).ofPresence();
  }
}

package io.ostiary.policy.condition;

import io.ostiary.policy.request.RequestContext;
import java.util.List;

/**
 * The operator {@code Null}: wants a key to be absent ({@code true}) or present ({@code false}). A
 * multi-valued key without values counts as absent.
 */
record NullCondition(String key, boolean wantsAbsent, boolean wantsPresent) implements Condition {

  static NullCondition of(String key, List<String> wanted) {
    boolean absent = false;
    boolean present = false;
    for (String want : wanted) {
      Boolean value = BoolMatcher.parse(want);
      absent |= Boolean.TRUE.equals(value);
      present |= Boolean.FALSE.equals(value);
    }
    return new NullCondition(key, absent, present);
  }

  @Override
  public boolean holds(RequestContext context) {
    RequestContext.Values have = context.get(key);
    boolean absent = have == null || have.texts().isEmpty();
    return absent ? wantsAbsent : wantsPresent;
  }

  @Override
  public List<String> keys() {
    return List.of(key);
  }
}

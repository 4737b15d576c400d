package io.ostiary.policy.decision;

import io.ostiary.policy.condition.ContextChange;
import io.ostiary.policy.document.PolicyType;

/** One thing that would have to be different. */
public sealed interface Change {

  /** What to do, in words, as an instruction. */
  String words();

  /**
   * A statement that a policy lacks.
   *
   * @param level of the organisation, the root being 1; 0 of what is not the organisation's
   * @param place the policy to put it in, in words
   * @param statement the statement, a JSON object
   */
  record AddStatement(PolicyType type, int level, String place, String statement)
      implements Change {
    @Override
    public String words() {
      return "add to " + place + ':';
    }
  }

  /**
   * A deny that must no longer match: narrow it, or take it away.
   *
   * @param level of the organisation, the root being 1; 0 of what is not the organisation's
   */
  record StopDenying(DecisiveStatement statement, int level) implements Change {
    @Override
    public String words() {
      return "let %s no longer match".formatted(TraceText.cited(statement, level));
    }
  }

  /** A request that differs in one condition key. */
  record SendRequest(ContextChange change) implements Change {
    @Override
    public String words() {
      return "send the request " + change.words();
    }
  }
}

package io.ostiary.filter;

import io.ostiary.filter.mapping.RequestMapper.Question;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.DecisionTrace;
import io.ostiary.policy.request.RequestContext.Values;
import java.time.Instant;

/**
 * A request that policies did not allow, with all that was decided on.
 *
 * @param decisionId the audit event's id, which the answer carries too
 * @param revision the directory's revision that decided
 * @param enforced whether the request was refused, rather than reported only
 */
public record Denial(
    String decisionId,
    String requestId,
    Instant time,
    Question question,
    long revision,
    boolean enforced) {

  /** Why, on the policies of that time. */
  public DecisionTrace trace() {
    return Authorizer.trace(question.request(), question.policies());
  }

  /** Whether only one account's policies and requests show in the trace. */
  boolean concerns(String accountId) {
    return question.request().principal().accountId().equals(accountId)
        && question.request().resource().accountId().equals(accountId);
  }

  boolean isNamed(String id) {
    return decisionId.equals(id) || requestId.equals(id);
  }

  /** Roughly the characters that it keeps in memory. */
  int weight() {
    int weight = question.request().resource().name().length();
    for (Values values : question.request().context().asMap().values()) {
      for (String text : values.texts()) {
        weight += text.length();
      }
    }
    return weight;
  }
}

package io.ostiary.filter;

import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.policy.decision.Decision;
import java.util.Optional;

/**
 * A request may go on: by a route, and why.
 *
 * @param outcome as the audit event says it
 * @param decision the first of the engine's answers; empty if no policy is asked
 * @param reported the denial that would have kept it out, were denials enforced at its service
 */
record Verdict(
    MatchedRoute match,
    String outcome,
    Optional<Decision> decision,
    Optional<DeniedException> reported) {

  Verdict(MatchedRoute match, String outcome, Optional<Decision> decision) {
    this(match, outcome, decision, Optional.empty());
  }
}

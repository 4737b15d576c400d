package io.ostiary.cli.simulation;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisionTrace;
import io.ostiary.policy.request.AuthorizationRequest;

/** One question with every policy that bears on it. */
public record SimulationCase(AuthorizationRequest request, ApplicablePolicies policies) {

  public Decision decide() {
    return Authorizer.decide(request, policies);
  }

  /** The decision with everything that led to it. */
  public DecisionTrace trace() {
    return Authorizer.trace(request, policies);
  }
}

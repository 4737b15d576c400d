package io.ostiary.benchmarks.engine;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;

/** What we measure. */
public final class Ostiary implements Engine {
  public static final String NAME = "ostiary";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Ostiary";
  }

  @Override
  public String translation() {
    return "none needed";
  }

  @Override
  public int mostStatements() {
    return 100_000;
  }

  @Override
  public Decider load(Workload workload) {
    ApplicablePolicies policies =
        ApplicablePolicies.of(PolicySet.of(workload.policies()), PolicySet.EMPTY);
    AuthorizationRequest[] requests = workload.requests().toArray(AuthorizationRequest[]::new);
    return request -> Authorizer.decide(requests[request], policies) instanceof Decision.Allowed;
  }
}

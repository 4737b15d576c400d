package io.ostiary.benchmarks.engine;

import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.List;

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
  public int mostDepartments() {
    return 300;
  }

  @Override
  public Decider load(Workload workload) {
    return load(PolicySet.of(workload.policies()), workload.requests());
  }

  @Override
  public Decider load(Hospital hospital) {
    return load(
        HospitalPolicies.set(hospital),
        hospital.visits().stream().map(HospitalPolicies::request).toList());
  }

  private static Decider load(PolicySet identity, List<AuthorizationRequest> questions) {
    ApplicablePolicies policies = ApplicablePolicies.of(identity, PolicySet.EMPTY);
    AuthorizationRequest[] requests = questions.toArray(AuthorizationRequest[]::new);
    return request -> Authorizer.decide(requests[request], policies) instanceof Decision.Allowed;
  }
}

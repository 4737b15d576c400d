package io.ostiary.benchmarks;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.List;

/** A request of alice and the one policy that allows it. */
final class OnePolicy {
  private static final String ACCOUNT = "111122223333";

  private final ApplicablePolicies policies;
  private final AuthorizationRequest request;

  private OnePolicy(ApplicablePolicies policies, AuthorizationRequest request) {
    this.policies = policies;
    this.request = request;
  }

  /**
   * A policy of some statements, and a request.
   *
   * @throws IllegalArgumentException if the request is not allowed: then nothing of interest would
   *     be measured
   */
  static OnePolicy of(List<String> statements, String resource, RequestContext.Builder context) {
    String text =
        "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(",", statements) + "]}";
    PolicySet set =
        PolicySet.of(
            List.of(new PolicySet.Source("policy", Policy.parse(text, PolicyType.IDENTITY))));
    String alice = "arn:aws:iam::" + ACCOUNT + ":user/alice";
    OnePolicy policy =
        new OnePolicy(
            ApplicablePolicies.of(set, PolicySet.EMPTY),
            new AuthorizationRequest(
                new Principal.User(alice, ACCOUNT, "AIDAALICEALICEALICEA"),
                Action.parse("docs:GetDocument"),
                Resource.of(resource, ACCOUNT),
                context.one("aws:PrincipalArn", alice).build()));
    if (!(policy.decide() instanceof Decision.Allowed)) {
      throw new IllegalArgumentException("not allowed: " + statements);
    }
    return policy;
  }

  Decision decide() {
    return Authorizer.decide(request, policies);
  }
}

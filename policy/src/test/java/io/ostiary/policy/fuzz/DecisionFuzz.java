package io.ostiary.policy.fuzz;

import static io.ostiary.policy.fuzz.Input.require;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisionTrace;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.List;

/** Any policy decides any request, and the trace says the same. */
public final class DecisionFuzz {
  private static final String ACCOUNT = "111122223333";
  private static final String IAM = "arn:aws:iam::111122223333:";
  private static final String STS = "arn:aws:sts::111122223333:";

  private static final PolicySet FULL =
      set(
          Policy.parse(
              """
              {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""",
              PolicyType.IDENTITY));

  private static final List<Principal> PRINCIPALS =
      List.of(
          new Principal.User(IAM + "user/alice", ACCOUNT, "AIDAALICE"),
          new Principal.RoleSession(
              STS + "assumed-role/app/s", ACCOUNT, IAM + "role/app", "AROAAPP"),
          new Principal.Root(IAM + "root", ACCOUNT),
          new Principal.FederatedUser(
              STS + "federated-user/bob", ACCOUNT, IAM + "user/maker", "AIDAMAKER"),
          new Principal.Service("ec2.amazonaws.com"),
          new Principal.Anonymous());
  private static final List<String> ACTIONS =
      List.of("s3:GetObject", "s3:ListBucket", "iam:PassRole", "sts:AssumeRole", "S3:getobject");
  private static final List<String> RESOURCES =
      List.of(
          "arn:aws:s3:::b/k", "arn:aws:s3:::b", "*", IAM + "role/app", "arn:aws:s3:::b/alice/x");

  private DecisionFuzz() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    PolicyType type = input.oneOf(PolicyType.values());
    AuthorizationRequest request = request(input);
    Policy policy = ParserFuzz.parse(input.text(), type);
    if (policy != null) {
      check(request, applied(policy, input.flag()));
    }
  }

  private static AuthorizationRequest request(Input input) {
    Principal principal = input.oneOf(PRINCIPALS);
    RequestContext.Builder context =
        RequestContext.builder()
            .one("aws:username", "alice")
            .one("aws:SourceIp", "203.0.113.9")
            .one("aws:CurrentTime", "2026-03-01T13:00:00Z")
            .one("aws:MultiFactorAuthAge", "10")
            .one("aws:SecureTransport", "true")
            .many("aws:TagKeys", List.of("team", "stage"));
    if (input.flag()) {
      context.one("aws:PrincipalArn", principal.name()).one("aws:PrincipalTag/team", "*");
    }
    return new AuthorizationRequest(
        principal,
        Action.parse(input.oneOf(ACTIONS)),
        new Resource(input.oneOf(RESOURCES), input.flag() ? "444455556666" : ACCOUNT, input.flag()),
        context.build());
  }

  private static PolicySet set(Policy policy) {
    return PolicySet.of(List.of(new PolicySet.Source("arn:aws:s3:::b", policy)));
  }

  private static ApplicablePolicies applied(Policy policy, boolean everywhere) {
    PolicySet set = set(policy);
    PolicyType type = policy.type();
    PolicySet resource =
        type == PolicyType.RESOURCE || type == PolicyType.TRUST ? set : PolicySet.EMPTY;
    return new ApplicablePolicies(
        type == PolicyType.IDENTITY ? set : everywhere ? PolicySet.EMPTY : FULL,
        resource,
        type == PolicyType.PERMISSIONS_BOUNDARY ? set : null,
        type == PolicyType.SESSION ? set : null,
        type == PolicyType.SERVICE_CONTROL ? List.of(set) : List.of(),
        type == PolicyType.RESOURCE_CONTROL ? List.of(set) : List.of());
  }

  private static void check(AuthorizationRequest request, ApplicablePolicies policies) {
    Decision decision = Authorizer.decide(request, policies);
    DecisionTrace trace = Authorizer.trace(request, policies);
    require(trace.decision().equals(decision), "traced %s, decided %s", trace.decision(), decision);
    require(!trace.toString().isBlank(), "a trace has words");
    if (decision instanceof Decision.Allowed) {
      require(trace.remedies().isEmpty(), "what is allowed needs no remedy");
    } else {
      require(!Authorizer.sentence(request, decision).isBlank(), "a denial has a sentence");
    }
  }
}

package io.ostiary.benchmarks.workload;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes requests of which half are allowed, a quarter explicitly and a quarter implicitly denied:
 * each is made to fit a statement picked at random, then asked of Ostiary, and kept while its kind
 * is still wanted. (The implicit denials ask for a thing, an action or a tag that no statement
 * names; some come from a statement whose condition fails.)
 */
final class RequestGenerator {
  private static final String ACCOUNT = Vocabulary.ACCOUNT;
  private static final int MOST_TRIES = 1_000;

  private final Random random;
  private final List<GeneratedStatement> statements;
  private final ApplicablePolicies policies;
  private final Principal principal =
      new Principal.User(
          "arn:aws:iam::" + ACCOUNT + ":user/team/alice", ACCOUNT, "AIDAALICEALICEALICEA");

  RequestGenerator(
      Random random, List<GeneratedStatement> statements, ApplicablePolicies policies) {
    this.random = random;
    this.statements = statements;
    this.policies = policies;
  }

  List<AuthorizationRequest> requests(int count) {
    List<AuthorizationRequest> requests = new ArrayList<>(count);
    int allowed = count / 2;
    int explicit = count / 4;
    add(requests, allowed, Effect.ALLOW, false, Decision.Allowed.class);
    add(requests, explicit, Effect.DENY, false, Decision.ExplicitlyDenied.class);
    add(requests, count - allowed - explicit, Effect.ALLOW, true, Decision.ImplicitlyDenied.class);
    Collections.shuffle(requests, random);
    return requests;
  }

  private void add(
      List<AuthorizationRequest> requests,
      int wanted,
      Effect effect,
      boolean elsewhere,
      Class<? extends Decision> kind) {
    int tries = 0;
    for (int found = 0; found < wanted; ) {
      GeneratedStatement statement = Vocabulary.any(statements, random);
      if (++tries > wanted * MOST_TRIES) {
        throw new IllegalStateException("no request is answered by " + kind.getSimpleName());
      }
      if (statement.shape() == Shape.BROAD || statement.effect() != effect) {
        continue;
      }
      AuthorizationRequest request = fitting(statement, elsewhere);
      if (kind.isInstance(Authorizer.decide(request, policies))) {
        requests.add(request);
        found++;
      }
    }
  }

  /**
   * @param elsewhere whether to ask for what the statement does not name after all
   */
  private AuthorizationRequest fitting(GeneratedStatement statement, boolean elsewhere) {
    String action =
        Vocabulary.actionLike(Vocabulary.any(statement.actions(), random), random)
            + (elsewhere && statement.shape() == Shape.ACTION ? "Again" : "");
    String resource =
        Vocabulary.resourceLike(Vocabulary.any(statement.resources(), random), random);
    if (elsewhere && !statement.resources().contains("*")) {
      resource = resource.replace("-0", "-9");
    }
    String project =
        statement.shape() == Shape.VALUE && !elsewhere
            ? statement.conditions().get(0).values().get(0)
            : "project-of-nobody";
    return new AuthorizationRequest(
        principal, Action.parse(action), Resource.of(resource, ACCOUNT), context(project));
  }

  private RequestContext context(String project) {
    return RequestContext.builder()
        .one("aws:PrincipalArn", principal.name())
        .one("aws:PrincipalAccount", ACCOUNT)
        .one("aws:PrincipalType", "User")
        .one("aws:PrincipalTag/team", Vocabulary.any(Vocabulary.TEAMS, random))
        .one("aws:ResourceTag/project", project)
        .one("aws:userid", "AIDAALICEALICEALICEA")
        .one("aws:username", "alice")
        .one("aws:SourceIp", address())
        .one("aws:SecureTransport", "true")
        .one("aws:MultiFactorAuthPresent", Boolean.toString(random.nextInt(10) > 0))
        .one("aws:CurrentTime", "2026-11-21T12:00:00Z")
        .one("aws:EpochTime", "1795262400")
        .one("aws:UserAgent", random.nextBoolean() ? "aws-cli/2.9.19 Python/3.11" : "Boto3/1.26.27")
        .one("aws:ViaAWSService", "false")
        .one("docs:MaxKeys", Integer.toString(10 + random.nextInt(120)))
        .many("aws:TagKeys", random.nextBoolean() ? List.of("project", "owner") : List.of("owner"))
        .build();
  }

  private String address() {
    return switch (random.nextInt(3)) {
      case 0 -> "10.1.2." + random.nextInt(256);
      case 1 -> "203.0.113." + random.nextInt(256);
      default -> "2001:db8::" + Integer.toHexString(random.nextInt(65_536));
    };
  }
}

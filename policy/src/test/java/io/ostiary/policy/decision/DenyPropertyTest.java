package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.Tries;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every set of policies, tried on random ones of few names. */
class DenyPropertyTest {
  private static final int TRIES = Tries.of(500);
  private static final String ACCOUNT = "111122223333";
  private static final String[] ACTIONS = {"*", "s3:*", "s3:Get*", "s3:GetObject", "s3:Put*"};
  private static final String[] RESOURCES = {
    "*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "arn:aws:s3:::c/*", "arn:aws:s3:::b/${x:k}"
  };
  private static final String[] CONDITIONS = {
    "{}",
    "{}",
    "{\"StringEquals\": {\"x:k\": \"k\"}}",
    "{\"StringNotEquals\": {\"x:k\": \"k\"}}",
    "{\"StringEqualsIfExists\": {\"x:other\": \"k\"}}",
    "{\"Null\": {\"x:k\": \"true\"}}"
  };

  static Stream<Long> seeds() {
    return LongStream.range(0, 10).boxed();
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private static String statement(Random random, String effect) {
    String not = random.nextInt(4) == 0 ? "Not" : "";
    return """
        {"Effect": "%s", "%sAction": "%s", "%sResource": "%s", "Condition": %s}"""
        .formatted(
            effect,
            not,
            pick(random, ACTIONS),
            random.nextInt(4) == 0 ? "Not" : "",
            pick(random, RESOURCES),
            pick(random, CONDITIONS));
  }

  private static List<String> statements(Random random) {
    List<String> statements = new ArrayList<>();
    for (int left = random.nextInt(5); left >= 0; left--) {
      statements.add(statement(random, random.nextInt(4) == 0 ? "Deny" : "Allow"));
    }
    return statements;
  }

  private static AuthorizationRequest request(Random random) {
    RequestContext.Builder context = RequestContext.builder();
    if (random.nextBoolean()) {
      context.one("x:k", pick(random, "k", "j"));
    }
    return new AuthorizationRequest(
        new Principal.User("arn:aws:iam::" + ACCOUNT + ":user/alice", ACCOUNT, "AIDAALICE"),
        Action.parse(pick(random, "s3:GetObject", "s3:PutObject", "iam:GetUser")),
        Resource.of(pick(random, "arn:aws:s3:::b/k", "arn:aws:s3:::c/k"), ACCOUNT),
        context.build());
  }

  private static String decide(AuthorizationRequest request, List<String> statements) {
    if (statements.isEmpty()) {
      return "ImplicitlyDenied";
    }
    String text =
        """
        {"Version": "2012-10-17", "Statement": [%s]}"""
            .formatted(String.join(",", statements));
    PolicySet set =
        PolicySet.of(List.of(new PolicySet.Source("p", Policy.parse(text, PolicyType.IDENTITY))));
    return Authorizer.decide(request, ApplicablePolicies.of(set, PolicySet.EMPTY))
        .getClass()
        .getSimpleName();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anotherDenyNeverGrants(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      AuthorizationRequest request = request(random);
      List<String> statements = statements(random);
      List<String> more = new ArrayList<>(statements);
      more.add(random.nextInt(more.size() + 1), statement(random, "Deny"));

      if (!decide(request, statements).equals("Allowed")) {
        assertThat(decide(request, more)).as("%s", more).isNotEqualTo("Allowed");
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void oneAllowFewerNeverGrants(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      AuthorizationRequest request = request(random);
      List<String> statements = statements(random);
      List<String> fewer = new ArrayList<>(statements);
      String removed = fewer.remove(random.nextInt(fewer.size()));

      if (removed.contains("Allow") && !decide(request, statements).equals("Allowed")) {
        assertThat(decide(request, fewer)).as("%s", statements).isNotEqualTo("Allowed");
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void orderDecidesNothing(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      AuthorizationRequest request = request(random);
      List<String> statements = statements(random);
      List<String> shuffled = new ArrayList<>(statements);
      Collections.shuffle(shuffled, random);

      assertThat(decide(request, shuffled))
          .as("%s", statements)
          .isEqualTo(decide(request, statements));
    }
  }
}

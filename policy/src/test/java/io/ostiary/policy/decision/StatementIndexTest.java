package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ostiary.policy.Tries;
import io.ostiary.policy.decision.PolicySet.Source;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random policies of few names: the index finds what asking every statement finds. */
class StatementIndexTest {
  private static final String ACCOUNT = "111122223333";
  private static final String[] WORDS = {
    "a", "b", "ab", "abc", "bucket", "x1", "x2", "\uD83D\uDE00"
  };
  private static final String[] HEADS = {
    "arn:aws:s3:::",
    "arn:aws:s3:::",
    "arn:aws:sqs:eu:" + ACCOUNT + ":",
    "arn:aws:s3:*:*:",
    "arn:*:sqs:e?:*:"
  };
  private static final String[] ACTIONS = {
    "s3:GetObject",
    "S3:getobject",
    "s3:PutObject",
    "s3:Get*",
    "s3:*",
    "*",
    "sqs:Send",
    "sqs:S?nd",
    "*:Send",
    "s3:G*t"
  };
  private static final String[] CONDITIONS = {
    "{}",
    "{}",
    "{\"StringEquals\": {\"x:k\": [\"a\", \"b\"]}}",
    "{\"ForAnyValue:StringEquals\": {\"x:m\": \"a\"}}",
    "{\"ForAllValues:StringEquals\": {\"x:m\": \"a\"}}",
    "{\"StringLike\": {\"x:k\": \"abc\"}}",
    "{\"StringEqualsIfExists\": {\"x:other\": \"a\"}}",
    "{\"StringNotEquals\": {\"x:k\": \"a\"}, \"StringEquals\": {\"x:l\": \"${x:k}\"}}",
    "{\"StringEqualsIgnoreCase\": {\"x:k\": \"A\"}}",
    "{\"StringEquals\": {\"x:k\": []}}"
  };
  private static final String[] NAMES = {
    ACCOUNT,
    "arn:aws:iam::" + ACCOUNT + ":user/a",
    "arn:aws:iam::" + ACCOUNT + ":role/r",
    "arn:aws:sts::" + ACCOUNT + ":assumed-role/r/s",
    "AIDAA",
    "AROAR",
    "*",
    "444455556666"
  };

  static Stream<Long> seeds() {
    return LongStream.range(0, Tries.of(40)).boxed();
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private static String resource(Random random) {
    if (random.nextInt(12) == 0) {
      return pick(random, "*", "arn:*", "arn:aws:s3*", "arn:aws:s3:::*", "arn:aws:*");
    }
    StringBuilder text = new StringBuilder(pick(random, HEADS));
    for (int left = random.nextInt(4); left >= 0; left--) {
      text.append(pick(random, WORDS));
      text.append(
          pick(random, "", "/", "/", ":", "*", "?", "-", "/*", "${x:k}", "${x:none}", "*/"));
    }
    return text.toString();
  }

  private static String list(Random random, java.util.function.Supplier<String> item) {
    List<String> items = new ArrayList<>();
    for (int left = random.nextInt(3); left >= 0; left--) {
      items.add('"' + item.get() + '"');
    }
    return items.toString();
  }

  private static String policy(Random random, PolicyType type, int most) {
    List<String> statements = new ArrayList<>();
    for (int left = random.nextInt(most); left >= 0; left--) {
      statements.add(statement(random, type));
    }
    return "{\"Version\": \"%s\", \"Statement\": %s}"
        .formatted(pick(random, "2012-10-17", "2012-10-17", "2008-10-17"), statements);
  }

  private static String statement(Random random, PolicyType type) {
    boolean deny = random.nextInt(4) == 0;
    StringBuilder text = new StringBuilder("{\"Effect\": ").append(deny ? "\"Deny\"" : "\"Allow\"");
    text.append(random.nextInt(6) == 0 ? ", \"NotAction\": " : ", \"Action\": ");
    text.append(list(random, () -> pick(random, ACTIONS)));
    if (type != PolicyType.RESOURCE || random.nextInt(4) > 0) {
      text.append(random.nextInt(6) == 0 ? ", \"NotResource\": " : ", \"Resource\": ");
      text.append(list(random, () -> resource(random)));
    }
    if (type == PolicyType.RESOURCE) {
      text.append(deny && random.nextInt(3) == 0 ? ", \"NotPrincipal\": " : ", \"Principal\": ");
      text.append(
          random.nextInt(5) == 0
              ? "\"*\""
              : "{\"AWS\": %s, \"Service\": \"events.amazonaws.com\"}"
                  .formatted(list(random, () -> pick(random, NAMES))));
    }
    return text.append(", \"Condition\": ").append(pick(random, CONDITIONS)).append('}').toString();
  }

  private static AuthorizationRequest request(Random random) {
    RequestContext.Builder context = RequestContext.builder();
    if (random.nextBoolean()) {
      context.one("x:k", pick(random, WORDS)).one("x:l", pick(random, WORDS));
    }
    if (random.nextBoolean()) {
      context.many("X:m", List.of(pick(random, WORDS), pick(random, WORDS)));
    }
    StringBuilder arn =
        new StringBuilder(pick(random, "arn:aws:s3:::", "arn:aws:sqs:eu:" + ACCOUNT + ":"));
    for (int left = random.nextInt(4); left >= 0; left--) {
      arn.append(pick(random, WORDS)).append(pick(random, "", "/", ":", "-", "/"));
    }
    Principal[] principals = {
      new Principal.User("arn:aws:iam::" + ACCOUNT + ":user/a", ACCOUNT, "AIDAA"),
      new Principal.RoleSession(
          "arn:aws:sts::" + ACCOUNT + ":assumed-role/r/s",
          ACCOUNT,
          "arn:aws:iam::" + ACCOUNT + ":role/r",
          "AROAR"),
      new Principal.FederatedUser(
          "arn:aws:sts::" + ACCOUNT + ":federated-user/f",
          ACCOUNT,
          "arn:aws:iam::" + ACCOUNT + ":user/a",
          "AIDAA"),
      new Principal.Root("arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT),
      new Principal.Service("events.amazonaws.com"),
      new Principal.Anonymous()
    };
    return new AuthorizationRequest(
        principals[random.nextInt(principals.length)],
        Action.parse(pick(random, "s3:GetObject", "s3:PUTOBJECT", "sqs:Send", "iam:GetUser")),
        random.nextInt(10) == 0 ? Resource.none(ACCOUNT) : Resource.of(arn.toString(), ACCOUNT),
        context.build());
  }

  private static @Nullable AttachedStatement byAskingAll(
      PolicySet set, AuthorizationRequest request, boolean bounded) {
    AttachedStatement strongest = null;
    for (AttachedStatement statement : set.statements()) {
      strongest = statement.orStronger(strongest, request, bounded);
    }
    return strongest;
  }

  private static @Nullable Decision decision(@Nullable AttachedStatement statement) {
    if (statement == null) {
      return null;
    }
    return statement.denies() ? statement.denied() : statement.allowed();
  }

  private static void assertSameDecisions(PolicySet set, PolicySet reference, Random random) {
    for (int i = 0; i < 60; i++) {
      AuthorizationRequest request = request(random);
      boolean bounded = random.nextBoolean();
      assertThat(decision(set.strongest(request, bounded)))
          .as("%s", request)
          .isEqualTo(decision(byAskingAll(reference, request, bounded)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsWhatAskingEveryStatementFinds(long seed) {
    Random random = new Random(seed);
    for (PolicyType type : new PolicyType[] {PolicyType.IDENTITY, PolicyType.RESOURCE}) {
      List<Source> sources = new ArrayList<>();
      for (int left = random.nextInt(30); left >= 0; left--) {
        String id = pick(random, "p", "q", "arn:aws:s3:::bucket", "arn:aws:s3:::a/b");
        sources.add(new Source(id, Policy.parse(policy(random, type, 6), type)));
      }
      PolicySet set = PolicySet.of(sources);
      int statements = sources.stream().mapToInt(s -> s.policy().statements().size()).sum();
      assertThat(set.statements()).hasSize(statements);
      assertSameDecisions(set, set, random);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decidesAfterAnyChangesAsIfMadeAfresh(long seed) {
    Random random = new Random(seed);
    PolicyType type = random.nextBoolean() ? PolicyType.IDENTITY : PolicyType.RESOURCE;
    TreeMap<String, Source> sources = new TreeMap<>();
    PolicySet set = PolicySet.EMPTY;
    for (int change = 0; change < 60; change++) {
      String id = "arn:aws:s3:::" + pick(random, WORDS) + pick(random, "", "/a", "/b");
      if (random.nextInt(3) == 0) {
        sources.remove(id);
        set = set.without(id);
      } else {
        int most = random.nextInt(20) == 0 ? 200 : 5;
        Source source = new Source(id, Policy.parse(policy(random, type, most), type));
        sources.put(id, source);
        set = set.with(source);
      }
      if (change % 10 == 9) {
        PolicySet fresh = PolicySet.of(List.copyOf(sources.values()));
        assertThat(set.statements())
            .usingElementComparator((a, b) -> a.compareTo(b))
            .isEqualTo(fresh.statements());
        assertThat(set.type()).isEqualTo(fresh.type());
        assertThat(set.reads("x:k")).isEqualTo(fresh.reads("x:k"));
        assertSameDecisions(set, fresh, random);
      }
    }
  }

  @Tag("once")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void allocatesNothing(long seed) {
    Random random = new Random(seed);
    PolicyType type = random.nextBoolean() ? PolicyType.IDENTITY : PolicyType.RESOURCE;
    Source source =
        new Source("arn:aws:s3:::bucket", Policy.parse(policy(random, type, 200), type));
    PolicySet set = PolicySet.of(List.of(source));
    ApplicablePolicies policies =
        type == PolicyType.RESOURCE
            ? ApplicablePolicies.of(PolicySet.EMPTY, set)
            : new ApplicablePolicies(set, PolicySet.EMPTY, set, set, List.of(set), List.of(set));
    AuthorizationRequest[] requests = new AuthorizationRequest[50];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = request(random);
    }
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      fewest = Math.min(fewest, bytesOfDeciding(requests, policies));
    }
    assertThat(fewest).isZero();
  }

  private static long bytesOfDeciding(
      AuthorizationRequest[] requests, ApplicablePolicies policies) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int allowed = 0;
    long before = threads.getThreadAllocatedBytes(thread);
    for (AuthorizationRequest request : requests) {
      if (Authorizer.decide(request, policies) instanceof Decision.Allowed) {
        allowed++;
      }
    }
    long bytes = threads.getThreadAllocatedBytes(thread) - before;
    assertThat(allowed).isLessThanOrEqualTo(requests.length);
    return bytes;
  }
}

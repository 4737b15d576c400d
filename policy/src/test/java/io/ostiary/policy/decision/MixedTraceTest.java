package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.Tries;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every trace, tried on requests and policies drawn from all the tables at once. */
class MixedTraceTest {
  private static final int TRIES = Tries.of(60);
  private static final List<String> MEMBERS =
      List.of(
          "principal",
          "owner",
          "context",
          "identity",
          "resourcePolicy",
          "boundary",
          "session",
          "serviceControl",
          "resourceControl");

  static Stream<Long> seeds() {
    return LongStream.range(0, 10).boxed();
  }

  /** A case whose parts are of as many others. */
  private static DecisionCase mixed(List<DecisionCase> cases, Random random) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", "mixed");
    for (String member : MEMBERS) {
      List<JsonNode> found =
          cases.stream()
              .map(one -> one.json().path(member))
              .filter(one -> !one.isMissingNode())
              .toList();
      if (random.nextBoolean()) {
        json.set(member, found.get(random.nextInt(found.size())));
      }
    }
    return new DecisionCase(json);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tracesEveryMixture(long seed) {
    Random random = new Random(seed);
    List<DecisionCase> cases = TracePropertyTest.cases().toList();
    TracePropertyTest properties = new TracePropertyTest();
    for (int i = 0; i < TRIES; i++) {
      DecisionCase one = mixed(cases, random);
      if (one.outcome().equals("Malformed")) {
        continue; // what is ordinary text in the older version may be malformed in the newer
      }
      assertThat(properties).as(one.json().toString()).satisfies(it -> it.holdFor(one));
    }
  }
}

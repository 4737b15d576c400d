package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies with which tutorials begin, each with requests that it decides. */
class FirstPoliciesTest {

  static Stream<Arguments> requests() throws IOException {
    List<Arguments> requests = new ArrayList<>();
    try (InputStream in = FirstPoliciesTest.class.getResourceAsStream("first-policies.json")) {
      for (JsonNode one : new ObjectMapper().readTree(Objects.requireNonNull(in))) {
        PolicyType type = PolicyType.valueOf(one.get("type").asText());
        Policy policy = Policy.parse(one.get("policy").toPrettyString(), type);
        for (JsonNode request : one.get("requests")) {
          String name = one.get("name").asText() + ": " + request.get("action").asText();
          requests.add(Arguments.of(Named.of(name, policy), new DecisionCase(request)));
        }
      }
    }
    return requests.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void decideAsTheirAuthorsMean(Policy policy, DecisionCase one) {
    PolicySet set = PolicySet.of(List.of(new PolicySet.Source("policy", policy)));
    boolean identity = policy.type() == PolicyType.IDENTITY;
    Decision decision =
        Authorizer.decide(
            one.request(),
            ApplicablePolicies.of(
                identity ? set : PolicySet.EMPTY, identity ? PolicySet.EMPTY : set));

    assertThat(decision.getClass().getSimpleName())
        .as(one.json().toString())
        .isEqualTo(one.json().get("decision").asText());
  }
}

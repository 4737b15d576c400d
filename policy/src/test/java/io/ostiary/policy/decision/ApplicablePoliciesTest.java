package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicablePoliciesTest {
  private static final PolicySet NONE = PolicySet.EMPTY;

  /** The one policy that reads a tag of the resource, in each of the places there are. */
  static Stream<Named<ApplicablePolicies>> places() {
    PolicySet identity = reading(PolicyType.IDENTITY);
    PolicySet resource = reading(PolicyType.RESOURCE);
    PolicySet boundary = reading(PolicyType.PERMISSIONS_BOUNDARY);
    PolicySet session = reading(PolicyType.SESSION);
    List<PolicySet> services = List.of(NONE, reading(PolicyType.SERVICE_CONTROL));
    List<PolicySet> resources = List.of(NONE, reading(PolicyType.RESOURCE_CONTROL));
    List<PolicySet> none = List.of();
    return Stream.of(
        Named.of("identity", new ApplicablePolicies(identity, NONE, NONE, NONE, none, none)),
        Named.of("resource", new ApplicablePolicies(NONE, resource, null, null, none, none)),
        Named.of("boundary", new ApplicablePolicies(NONE, NONE, boundary, null, none, none)),
        Named.of("session", new ApplicablePolicies(NONE, NONE, null, session, none, none)),
        Named.of("service control", new ApplicablePolicies(NONE, NONE, null, null, services, none)),
        Named.of(
            "resource control", new ApplicablePolicies(NONE, NONE, null, null, none, resources)));
  }

  private static PolicySet reading(PolicyType type) {
    boolean ofResource = type == PolicyType.RESOURCE || type == PolicyType.RESOURCE_CONTROL;
    Policy policy =
        Policy.parse(
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", %s "Action": "s3:*", "Resource": "*",
             "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}}}
            """
                .formatted(ofResource ? "\"Principal\": \"*\"," : ""),
            type);
    return PolicySet.of(List.of(new PolicySet.Source("policy", policy)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void readWhatAnyOfThemReads(ApplicablePolicies policies) {
    assertThat(policies.reads("aws:ResourceTag/")).isTrue();
    assertThat(policies.reads("aws:RequestTag/")).isFalse();
  }

  @Test
  void readNothingWhereThereAreNone() {
    ApplicablePolicies none =
        new ApplicablePolicies(NONE, NONE, NONE, NONE, List.of(NONE), List.of(NONE));

    assertThat(none.reads("")).isFalse();
  }

  @Test
  void takeAResourcesPoliciesAndKeepThePrincipals() {
    PolicySet identity = reading(PolicyType.IDENTITY);
    PolicySet boundary = reading(PolicyType.PERMISSIONS_BOUNDARY);
    PolicySet session = reading(PolicyType.SESSION);
    List<PolicySet> services = List.of(reading(PolicyType.SERVICE_CONTROL));
    ApplicablePolicies principals =
        new ApplicablePolicies(identity, NONE, boundary, session, services, List.of());
    PolicySet resource = reading(PolicyType.RESOURCE);
    List<PolicySet> resources = List.of(reading(PolicyType.RESOURCE_CONTROL));

    assertThat(principals.withResource(resource, resources))
        .isEqualTo(
            new ApplicablePolicies(identity, resource, boundary, session, services, resources));
  }
}

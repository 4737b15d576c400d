package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.validation.ContextKeys;
import io.ostiary.realm.directory.Role;
import java.util.List;
import java.util.Optional;

/**
 * The policies of simulated resources: one that is passed counts for every resource; where none is,
 * the trust policy of a role of the account counts for whoever assumes it.
 */
final class ResourceSide {
  private static final String PARAMETER = "ResourcePolicy";

  /**
   * The policies of one resource.
   *
   * @param keys the condition keys that they read
   * @param gated whether identity policies count only if these admit the account
   */
  record Policies(CitedPolicies cited, PolicySet compiled, List<String> keys, boolean gated) {
    static Policies of(CitedPolicies cited, boolean gated) {
      return new Policies(cited, cited.compiled(), ContextKeys.of(cited.originals()), gated);
    }
  }

  private static final Policies NONE = Policies.of(new CitedPolicies(PolicyType.RESOURCE), false);

  private final Call call;
  private final Optional<Policies> passed;
  private final Optional<Policies> passedAsTrust;

  private ResourceSide(Call call, Optional<Policies> passed, Optional<Policies> passedAsTrust) {
    this.call = call;
    this.passed = passed;
    this.passedAsTrust = passedAsTrust;
  }

  static ResourceSide of(Optional<String> passed, Call call) {
    return new ResourceSide(
        call, passed.map(ResourceSide::resourcePolicy), passed.flatMap(ResourceSide::trustPolicy));
  }

  private static Policies resourcePolicy(String text) {
    Policy policy = CitedPolicies.parse(PARAMETER, text, PolicyType.RESOURCE);
    return Policies.of(new CitedPolicies(PolicyType.RESOURCE).add(PARAMETER, policy), false);
  }

  /** The same as who may assume a role, if it can be that. */
  private static Optional<Policies> trustPolicy(String text) {
    try {
      Policy policy = Policy.parse(text, PolicyType.TRUST);
      return Optional.of(
          Policies.of(new CitedPolicies(PolicyType.TRUST).add(PARAMETER, policy), true));
    } catch (PolicySyntaxException ofAnotherKind) {
      return Optional.empty();
    }
  }

  int statements() {
    return passed.map(policies -> policies.cited().statements()).orElse(0);
  }

  /** What bears on an action from the side of a resource. */
  Policies policies(Action action, String resource) {
    boolean assumption =
        RequestContext.fold(action.service()).equals("sts") && resource.contains(":role/");
    if (passed.isPresent()) {
      return assumption ? passedAsTrust.or(() -> passed).orElse(NONE) : passed.get();
    }
    return assumption ? role(resource).map(this::trustOf).orElse(NONE) : NONE;
  }

  private Optional<Role> role(String arn) {
    return Optional.of(Arn.parse(arn).account())
        .filter(call.accountId()::equals)
        .flatMap(own -> call.directory().role(own, arn.substring(arn.lastIndexOf('/') + 1)))
        .filter(role -> role.arn().equals(arn));
  }

  private Policies trustOf(Role role) {
    return Policies.of(
        new CitedPolicies(PolicyType.TRUST)
            .add(
                "role_%s_AssumeRolePolicyDocument".formatted(role.name()),
                call.directory().enforcedTrustPolicy(role),
                Policy.parse(call.directory().trustPolicy(role), PolicyType.TRUST)),
        true);
  }
}

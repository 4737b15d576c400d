package io.ostiary.policy.decision;

import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides requests as AWS does: an explicit deny anywhere wins; the organisation's caps, the
 * permissions boundary and the session policy each have to allow; and an identity-based or a
 * resource-based policy has to grant, both across accounts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM
 *     policy evaluation logic</a>
 */
public final class Authorizer {
  private static final Allowed BY_NOBODY = new Allowed(null);
  private static final Map<PolicyType, ImplicitlyDenied> MISSING = missing();

  private Authorizer() {}

  /**
   * AWS's sentence for the caller: {@code User: ARN is not authorized to perform: A on resource:
   * "R" because no identity-based policy allows the A action}.
   *
   * @throws IllegalArgumentException if the request is allowed
   */
  public static String sentence(AuthorizationRequest request, Decision denial) {
    return DenialSentence.of(request, denial);
  }

  /**
   * Decides a request and says why, for administrators: layer by layer, with the statements that
   * mattered or nearly did, and what would have to change. Costs many times what {@link #decide}
   * does. For the caller there is {@link #sentence}.
   */
  public static DecisionTrace trace(AuthorizationRequest request, ApplicablePolicies policies) {
    return new Tracer(new Situation(request, policies)).trace();
  }

  /** Decides one request under the policies that bear on it. */
  public static Decision decide(AuthorizationRequest request, ApplicablePolicies policies) {
    Decision denial = explicitDenial(request, policies);
    if (denial != null) {
      return denial;
    }
    AttachedStatement byResource = policies.resource().allowance(request);
    if (!hasPolicies(request.principal())) {
      return byResource != null && grantsAlone(byResource, request.principal())
          ? byResource.allowed()
          : missing(resourceType(policies));
    }
    if (!allAllow(policies.serviceControl(), request)) {
      return missing(PolicyType.SERVICE_CONTROL);
    }
    Resource resource = request.resource();
    return request.principal().accountId().equals(resource.accountId())
        ? withinAccount(request, policies, byResource)
        : acrossAccounts(request, policies, byResource);
  }

  /** Asks every set that applies, in the order in which a denial is reported. */
  private static @Nullable Decision explicitDenial(
      AuthorizationRequest request, ApplicablePolicies policies) {
    boolean bounded = policies.boundary() != null;
    Decision denial = null;
    if (hasPolicies(request.principal())) {
      denial = denial(policies.serviceControl(), request, bounded);
    }
    if (denial == null) {
      denial = denial(policies.resourceControl(), request, bounded);
    }
    if (denial == null) {
      denial = denial(policies.boundary(), request, bounded);
    }
    if (denial == null) {
      denial = denial(policies.session(), request, bounded);
    }
    if (denial == null) {
      denial = denial(policies.identity(), request, bounded);
    }
    return denial == null ? denial(policies.resource(), request, bounded) : denial;
  }

  private static @Nullable Decision denial(
      List<PolicySet> levels, AuthorizationRequest request, boolean bounded) {
    for (int i = 0; i < levels.size(); i++) {
      Decision denial = levels.get(i).denial(request, bounded);
      if (denial != null) {
        return denial;
      }
    }
    return null;
  }

  private static @Nullable Decision denial(
      @Nullable PolicySet set, AuthorizationRequest request, boolean bounded) {
    return set == null ? null : set.denial(request, bounded);
  }

  /**
   * A statement that names the caller, or everyone, grants by itself; one that names the role or
   * user behind a session grants within the limits; one that names the account only lets its
   * identity-based policies grant.
   */
  private static Decision withinAccount(
      AuthorizationRequest request,
      ApplicablePolicies policies,
      @Nullable AttachedStatement byResource) {
    Principal principal = request.principal();
    if (byResource != null && grantsAlone(byResource, principal)) {
      return byResource.allowed();
    }
    Decision limited = limitation(request, policies);
    if (limited != null) {
      return limited;
    }
    if (byResource != null && byResource.naming(principal) == Naming.PARENT) {
      return byResource.allowed();
    }
    Allowed byIdentity = identityAllowance(request, policies);
    if (byIdentity == null) {
      return missing(PolicyType.IDENTITY);
    }
    if (request.resource().gated() && byResource == null) {
      return missing(resourceType(policies));
    }
    return byIdentity;
  }

  /** Both sides must grant, the resource's in whatever way, and nothing passes the limits. */
  private static Decision acrossAccounts(
      AuthorizationRequest request,
      ApplicablePolicies policies,
      @Nullable AttachedStatement byResource) {
    Decision limited = limitation(request, policies);
    if (limited != null) {
      return limited;
    }
    if (identityAllowance(request, policies) == null) {
      return missing(PolicyType.IDENTITY);
    }
    return byResource == null ? missing(resourceType(policies)) : byResource.allowed();
  }

  private static @Nullable Decision limitation(
      AuthorizationRequest request, ApplicablePolicies policies) {
    PolicySet boundary = policies.boundary();
    if (boundary != null && boundary.allowance(request) == null) {
      return missing(PolicyType.PERMISSIONS_BOUNDARY);
    }
    PolicySet session = policies.session();
    if (session != null && session.allowance(request) == null) {
      return missing(PolicyType.SESSION);
    }
    return null;
  }

  private static @Nullable Allowed identityAllowance(
      AuthorizationRequest request, ApplicablePolicies policies) {
    if (request.principal() instanceof Principal.Root) {
      return BY_NOBODY;
    }
    if (request.principal() instanceof Principal.FederatedUser && policies.session() == null) {
      return null;
    }
    AttachedStatement statement = policies.identity().allowance(request);
    return statement == null ? null : statement.allowed();
  }

  private static boolean allAllow(List<PolicySet> levels, AuthorizationRequest request) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).allowance(request) == null) {
        return false;
      }
    }
    return true;
  }

  static boolean hasPolicies(Principal principal) {
    return !(principal instanceof Principal.Anonymous) && !(principal instanceof Principal.Service);
  }

  static boolean grantsAlone(AttachedStatement byResource, Principal principal) {
    return byResource.naming(principal).compareTo(Naming.ANYONE) >= 0;
  }

  private static PolicyType resourceType(ApplicablePolicies policies) {
    PolicyType type = policies.resource().type();
    return type == null ? PolicyType.RESOURCE : type;
  }

  private static Map<PolicyType, ImplicitlyDenied> missing() {
    Map<PolicyType, ImplicitlyDenied> missing = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      missing.put(type, new ImplicitlyDenied(type));
    }
    return missing;
  }

  private static ImplicitlyDenied missing(PolicyType type) {
    return Objects.requireNonNull(MISSING.get(type));
  }
}

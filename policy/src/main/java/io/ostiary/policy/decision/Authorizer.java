package io.ostiary.policy.decision;

import static io.ostiary.policy.document.PolicyType.IDENTITY;
import static io.ostiary.policy.document.PolicyType.PERMISSIONS_BOUNDARY;
import static io.ostiary.policy.document.PolicyType.RESOURCE_CONTROL;
import static io.ostiary.policy.document.PolicyType.SERVICE_CONTROL;
import static io.ostiary.policy.document.PolicyType.SESSION;

import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
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
   * AWS's sentence for the caller: {@code User: ARN is not authorized to perform: A on resource: R
   * because no identity-based policy allows the A action}.
   *
   * @throws IllegalArgumentException if the request is allowed
   */
  public static String sentence(AuthorizationRequest request, Decision denial) {
    return DenialSentence.of(request, denial);
  }

  /**
   * The same as S3 words it: the resource in quotes, and left out where there is none.
   *
   * @throws IllegalArgumentException if the request is allowed
   */
  public static String quotingSentence(AuthorizationRequest request, Decision denial) {
    return DenialSentence.quoting(request, denial);
  }

  /**
   * Decides a request and says why, for administrators: layer by layer, with the statements that
   * mattered or nearly did, and what would have to change. Costs many times what {@link #decide}
   * does. For the caller there is {@link #sentence}.
   */
  public static DecisionTrace trace(AuthorizationRequest request, ApplicablePolicies policies) {
    return new Tracer(new Situation(request, policies)).trace();
  }

  /**
   * For each kind of policy that there is, its statements about a request, whether or not they make
   * the decision: first the organisation's levels, then what limits the principal, then what may
   * grant. For simulations; looks at every statement.
   */
  public static List<MatchedLayer> matches(
      AuthorizationRequest request, ApplicablePolicies policies) {
    Situation situation = new Situation(request, policies);
    return situation.layers().stream()
        .filter(layer -> layer.set() != null)
        .map(layer -> MatchedLayer.of(layer, situation))
        .toList();
  }

  /** Decides one request under the policies that bear on it. */
  public static Decision decide(AuthorizationRequest request, ApplicablePolicies policies) {
    boolean bounded = policies.boundary() != null;
    boolean hasPolicies = hasPolicies(request.principal());
    Decision cap =
        hasPolicies ? limit(policies.serviceControl(), SERVICE_CONTROL, request, bounded) : null;
    if (cap instanceof ExplicitlyDenied) {
      return cap;
    }
    Decision resourceCap = limit(policies.resourceControl(), RESOURCE_CONTROL, request, bounded);
    if (resourceCap instanceof ExplicitlyDenied) {
      return resourceCap;
    }
    Decision limit = limit(policies, request);
    if (limit instanceof ExplicitlyDenied) {
      return limit;
    }
    AttachedStatement byIdentity = policies.identity().strongest(request, bounded);
    if (byIdentity != null && byIdentity.denies()) {
      return byIdentity.denied();
    }
    AttachedStatement byResource = policies.resource().strongest(request, bounded);
    if (byResource != null && byResource.denies()) {
      return byResource.denied();
    }
    if (!hasPolicies) {
      return byResource != null && grantsAlone(byResource, request.principal())
          ? byResource.allowed()
          : missing(resourceType(request, policies));
    }
    return cap == null ? decide(request, policies, limit, byIdentity, byResource) : cap;
  }

  /** Decides what nothing denies and the organisation's caps allow. */
  private static Decision decide(
      AuthorizationRequest request,
      ApplicablePolicies policies,
      @Nullable Decision limit,
      @Nullable AttachedStatement byIdentity,
      @Nullable AttachedStatement byResource) {
    Allowed identity = identityAllowance(request, policies, byIdentity);
    Resource resource = request.resource();
    return request.principal().accountId().equals(resource.accountId())
        ? withinAccount(request, policies, limit, identity, byResource)
        : acrossAccounts(request, policies, limit, identity, byResource);
  }

  /**
   * What a limit makes of a request: its denial, that it does not allow, or null if it allows.
   *
   * @param levels each of which has to allow
   */
  private static @Nullable Decision limit(
      List<PolicySet> levels, PolicyType type, AuthorizationRequest request, boolean bounded) {
    Decision limit = null;
    for (int i = 0; i < levels.size() && !(limit instanceof ExplicitlyDenied); i++) {
      Decision level = limit(levels.get(i), type, request, bounded);
      limit = level == null ? limit : level;
    }
    return limit;
  }

  /** The same of the permissions boundary and the session policy. */
  private static @Nullable Decision limit(
      ApplicablePolicies policies, AuthorizationRequest request) {
    PolicySet boundary = policies.boundary();
    Decision outer = boundary == null ? null : limit(boundary, PERMISSIONS_BOUNDARY, request, true);
    PolicySet session = policies.session();
    if (session == null || outer instanceof ExplicitlyDenied) {
      return outer;
    }
    Decision inner = limit(session, SESSION, request, boundary != null);
    return outer == null || inner instanceof ExplicitlyDenied ? inner : outer;
  }

  private static @Nullable Decision limit(
      PolicySet set, PolicyType type, AuthorizationRequest request, boolean bounded) {
    AttachedStatement statement = set.strongest(request, bounded);
    if (statement == null) {
      return missing(type);
    }
    return statement.denies() ? statement.denied() : null;
  }

  /**
   * A statement that names the caller, or everyone, grants by itself; one that names the role or
   * user behind a session grants within the limits; one that names the account only lets its
   * identity-based policies grant.
   */
  private static Decision withinAccount(
      AuthorizationRequest request,
      ApplicablePolicies policies,
      @Nullable Decision limit,
      @Nullable Allowed byIdentity,
      @Nullable AttachedStatement byResource) {
    Principal principal = request.principal();
    if (byResource != null && grantsAlone(byResource, principal)) {
      return byResource.allowed();
    }
    if (limit != null) {
      return limit;
    }
    if (byResource != null && byResource.naming(principal) == Naming.PARENT) {
      return byResource.allowed();
    }
    if (byIdentity == null) {
      return missing(IDENTITY);
    }
    if (request.resource().gated() && byResource == null) {
      return missing(resourceType(request, policies));
    }
    return byIdentity;
  }

  /** Both sides must grant, the resource's in whatever way, and nothing passes the limits. */
  private static Decision acrossAccounts(
      AuthorizationRequest request,
      ApplicablePolicies policies,
      @Nullable Decision limit,
      @Nullable Allowed byIdentity,
      @Nullable AttachedStatement byResource) {
    if (limit != null) {
      return limit;
    }
    if (byIdentity == null) {
      return missing(IDENTITY);
    }
    return byResource == null ? missing(resourceType(request, policies)) : byResource.allowed();
  }

  private static @Nullable Allowed identityAllowance(
      AuthorizationRequest request,
      ApplicablePolicies policies,
      @Nullable AttachedStatement byIdentity) {
    if (request.principal() instanceof Principal.Root) {
      return BY_NOBODY;
    }
    if (request.principal() instanceof Principal.FederatedUser && policies.session() == null) {
      return null;
    }
    return byIdentity == null ? null : byIdentity.allowed();
  }

  static boolean hasPolicies(Principal principal) {
    return !(principal instanceof Principal.Anonymous)
        && !(principal instanceof Principal.Service)
        && !(principal instanceof Principal.Federated);
  }

  static boolean grantsAlone(AttachedStatement byResource, Principal principal) {
    return byResource.naming(principal).compareTo(Naming.ANYONE) >= 0;
  }

  /** What a policy of the resource is, or would be if it had one. */
  static PolicyType resourceType(AuthorizationRequest request, ApplicablePolicies policies) {
    PolicyType type = policies.resource().type();
    if (type != null) {
      return type;
    }
    boolean role = request.resource().gated() && request.action().folded().startsWith("sts:");
    return role ? PolicyType.TRUST : PolicyType.RESOURCE;
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

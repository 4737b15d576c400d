package io.ostiary.policy.oracle;

import java.util.List;

/** Policies and requests that one seed gives. */
record GeneratedCase(long seed, PlainPolicies policies, List<PlainRequest> requests) {

  /** The policies that bear on who asks: some principals have none of their own. */
  PlainPolicies policies(PlainRequest request) {
    return forPrincipal(policies, request.principal());
  }

  static boolean hasOwnPolicies(PlainPrincipal principal) {
    return switch (principal.kind()) {
      case ANONYMOUS, SERVICE, ROOT -> false;
      default -> true;
    };
  }

  static PlainPolicies forPrincipal(PlainPolicies policies, PlainPrincipal principal) {
    return hasOwnPolicies(principal)
        ? policies
        : new PlainPolicies(
            List.of(),
            policies.resource(),
            null,
            null,
            policies.serviceControl(),
            policies.resourceControl(),
            policies.acls());
  }
}

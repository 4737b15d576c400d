package io.ostiary.policy.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every policy that bears on one request.
 *
 * @param identity attached to the principal, groups' included
 * @param resource attached to the resource (the trust policy, where the resource is a role)
 * @param boundary the principal's permissions boundary; null if there is none
 * @param session passed when the session was made; null if there was none
 * @param serviceControl the organisation's caps on the principal's account, one set a level, root
 *     first; empty if the account has none
 * @param resourceControl the organisation's caps on the resource's account, likewise
 */
public record ApplicablePolicies(
    PolicySet identity,
    PolicySet resource,
    @Nullable PolicySet boundary,
    @Nullable PolicySet session,
    List<PolicySet> serviceControl,
    List<PolicySet> resourceControl) {

  public ApplicablePolicies {
    serviceControl = List.copyOf(serviceControl);
    resourceControl = List.copyOf(resourceControl);
  }

  /** The policies of a principal without boundary, session policy or organisation. */
  public static ApplicablePolicies of(PolicySet identity, PolicySet resource) {
    return new ApplicablePolicies(identity, resource, null, null, List.of(), List.of());
  }

  /** The same policies with those of a resource and the caps on its account. */
  public ApplicablePolicies withResource(
      PolicySet newResource, List<PolicySet> newResourceControl) {
    return new ApplicablePolicies(
        identity, newResource, boundary, session, serviceControl, newResourceControl);
  }

  /** Says whether any of them reads a condition key that begins so. */
  public boolean reads(String keyPrefix) {
    return identity.reads(keyPrefix)
        || resource.reads(keyPrefix)
        || (boundary != null && boundary.reads(keyPrefix))
        || (session != null && session.reads(keyPrefix))
        || anyReads(serviceControl, keyPrefix)
        || anyReads(resourceControl, keyPrefix);
  }

  private static boolean anyReads(List<PolicySet> sets, String keyPrefix) {
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).reads(keyPrefix)) {
        return true;
      }
    }
    return false;
  }
}

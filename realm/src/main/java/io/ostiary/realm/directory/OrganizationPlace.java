package io.ostiary.realm.directory;

import io.ostiary.policy.decision.PolicySet;
import java.util.List;

/**
 * Where an account stands in its organisation, and the caps that come with it. A cap is one
 * compiled set a level, the root's first; there is none over a management account, nor where the
 * type of policy is not enabled.
 *
 * @param organizationId {@code o-…}; empty if the account belongs to no organisation
 * @param path {@code aws:PrincipalOrgPaths}: {@code o-…/r-…/ou-…/}
 * @param serviceControl on what principals of the account may do
 * @param resourceControl on what anybody may do with resources of the account
 */
public record OrganizationPlace(
    String organizationId,
    String path,
    List<PolicySet> serviceControl,
    List<PolicySet> resourceControl) {

  /** That of an account without an organisation. */
  public static final OrganizationPlace NONE = new OrganizationPlace("", "", List.of(), List.of());

  public OrganizationPlace {
    serviceControl = List.copyOf(serviceControl);
    resourceControl = List.copyOf(resourceControl);
  }
}

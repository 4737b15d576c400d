package io.ostiary.endpoint.login;

import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.OrganizationPlace;
import java.util.Optional;

/** Whether the policies allow what a page does in place of an IAM operation. */
final class Permission {
  private Permission() {}

  /** Why the caller may not; empty if it may. */
  static Optional<String> denial(Visit visit, String action, String resourceArn) {
    AuthenticatedPrincipal caller = visit.caller();
    OrganizationPlace place = caller.directory().organizationPlace(caller.accountId());
    RequestContext.Builder context = RequestContext.builder();
    caller.context().forEach(context::put);
    visit.authorized().circumstances().forEach(context::put);
    context.one("aws:ResourceAccount", caller.accountId());
    if (!place.organizationId().isEmpty()) {
      context.one("aws:ResourceOrgID", place.organizationId());
    }
    AuthorizationRequest question =
        new AuthorizationRequest(
            caller.principal(),
            Action.parse(action),
            Resource.of(resourceArn, caller.accountId()),
            context.build());
    Decision decision =
        Authorizer.decide(
            question, caller.policies().withResource(PolicySet.EMPTY, place.resourceControl()));
    return decision instanceof Decision.Allowed
        ? Optional.empty()
        : Optional.of(Authorizer.sentence(question, decision));
  }
}

package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OrganizationPlace;
import io.ostiary.realm.directory.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a directory knows as principals, with every policy and condition key that comes with it. */
final class DirectoryPrincipals {
  private DirectoryPrincipals() {}

  /**
   * A user.
   *
   * @param accessKeyId the key that signed, if one did
   */
  static AuthenticatedPrincipal user(User user, Optional<String> accessKeyId, Directory directory) {
    return principal(
        new Principal.User(user.arn(), user.accountId(), user.id()),
        user.id(),
        accessKeyId,
        directory.identityPolicies(user),
        directory.boundaryPolicies(user).orElse(null),
        PrincipalContext.of(user),
        directory);
  }

  /** The root user of an account, which no identity policy applies to. */
  static AuthenticatedPrincipal root(
      Account account, Optional<String> accessKeyId, Directory directory) {
    return principal(
        new Principal.Root(account.rootArn(), account.id()),
        account.id(),
        accessKeyId,
        PolicySet.EMPTY,
        null,
        PrincipalContext.of(account),
        directory);
  }

  private static AuthenticatedPrincipal principal(
      Principal principal,
      String userId,
      Optional<String> accessKeyId,
      PolicySet identity,
      @Nullable PolicySet boundary,
      Map<String, Values> context,
      Directory directory) {
    OrganizationPlace place = directory.organizationPlace(principal.accountId());
    PrincipalContext.putOrganization(context, place);
    return new AuthenticatedPrincipal(
        principal,
        userId,
        accessKeyId,
        new ApplicablePolicies(
            identity, PolicySet.EMPTY, boundary, null, place.serviceControl(), List.of()),
        context,
        directory);
  }
}

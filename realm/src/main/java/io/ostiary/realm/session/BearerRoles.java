package io.ostiary.realm.session;

import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.BearerException;
import io.ostiary.realm.authentication.BearerException.Kind;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.BearerSessions;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.Role;
import java.util.Map;

/**
 * Which role the holder of a bearer token is. The provider's tags name it, and its trust policy is
 * asked at every request, as it would be by {@code AssumeRoleWithWebIdentity}: nothing but the
 * token's verification is remembered, so that a change of the policy counts at once.
 */
public final class BearerRoles implements BearerSessions {
  private final TokenVerifier verifier;
  private final RoleAssumption roles;

  public BearerRoles(TokenVerifier verifier, RoleAssumption roles) {
    this.verifier = verifier;
    this.roles = roles;
  }

  @Override
  public Session open(String token, Map<String, Values> circumstances, Directory directory) {
    BearerIdentity bearer;
    try {
      bearer = verifier.bearer(token, directory);
    } catch (FederationException e) {
      throw BearerException.of(e);
    }
    Role role =
        directory
            .role(bearer.identity().accountId(), bearer.roleName())
            .orElseThrow(
                () -> new BearerException(Kind.NO_ROLE, "no role `" + bearer.roleName() + '`'));
    try {
      return roles.session(role, bearer, circumstances, directory);
    } catch (SessionException e) {
      throw new BearerException(Kind.NO_ROLE, String.valueOf(e.getMessage()));
    }
  }
}

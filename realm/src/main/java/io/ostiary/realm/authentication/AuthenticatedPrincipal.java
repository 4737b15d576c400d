package io.ostiary.realm.authentication;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.Role;
import java.util.Map;
import java.util.Optional;

/**
 * A caller whose evidence held, with everything about it that a decision needs, read from one
 * {@link Directory} snapshot.
 *
 * @param userId {@code aws:userid}; empty for anonymous
 * @param accessKeyId the key that signed, for the audit; a session's own
 * @param session the session that the request is made in, if it is one
 * @param policies what applies to the principal; the resource's policies are not in here yet
 * @param context the condition keys that the engine supplies of the principal, such as {@code
 *     aws:PrincipalArn} and {@code aws:username}
 * @param directory the snapshot that authenticated it, on which the request is decided too
 */
public record AuthenticatedPrincipal(
    Principal principal,
    String userId,
    Optional<String> accessKeyId,
    Optional<Session> session,
    ApplicablePolicies policies,
    Map<String, RequestContext.Values> context,
    Directory directory)
    implements IamPrincipal {

  public AuthenticatedPrincipal {
    context = PrincipalKeys.copyOf(context);
  }

  /** The condition keys of the principal, as questions to the engine take them. */
  public RequestContext conditionKeys() {
    return ((PrincipalKeys) context).context();
  }

  /** A service of the application, which the application itself vouches for. */
  public static AuthenticatedPrincipal service(String host, Directory directory) {
    return DirectoryPrincipals.service(host, Optional.empty(), directory);
  }

  /** Somebody who is not in a session. */
  public AuthenticatedPrincipal(
      Principal principal,
      String userId,
      Optional<String> accessKeyId,
      ApplicablePolicies policies,
      Map<String, RequestContext.Values> context,
      Directory directory) {
    this(principal, userId, accessKeyId, Optional.empty(), policies, context, directory);
  }

  /** Whether it is a session of a role that belongs to a service, which no control policy caps. */
  public boolean isServiceLinked() {
    return principal instanceof Principal.RoleSession session
        && directory.roleById(session.roleId()).filter(Role::serviceLinked).isPresent();
  }

  @Override
  public String getName() {
    return principal.name();
  }

  @Override
  public String toString() {
    return getName();
  }
}

package io.ostiary.policy.decision;

import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A statement in a {@link PolicySet}, with the decisions that it may make.
 *
 * @param attachedTo what a statement without Resource is about; null for whatever is asked for
 */
record AttachedStatement(
    Statement statement,
    @Nullable String attachedTo,
    Decision.Allowed allowed,
    Decision.ExplicitlyDenied denied) {

  static AttachedStatement of(PolicyType type, PolicySet.Source source, Statement statement) {
    DecisiveStatement decisive =
        new DecisiveStatement(
            type, source.id(), statement.index(), statement.sid(), statement.line());
    return new AttachedStatement(
        statement,
        source.id().startsWith("arn:") ? source.id() : null,
        new Decision.Allowed(decisive),
        new Decision.ExplicitlyDenied(decisive));
  }

  /** Says whether everything but the principal matches. */
  boolean matches(AuthorizationRequest request) {
    String resource = request.resource().name();
    return statement.covers(request.action())
        && statement.covers(resource, attachedTo == null ? resource : attachedTo, request.context())
        && statement.holds(request.context());
  }

  /**
   * Says whether a deny is about a principal.
   *
   * @param bounded whether the principal has a permissions boundary: then no {@code NotPrincipal}
   *     exempts it
   */
  boolean denies(Principal principal, boolean bounded) {
    PrincipalElement principals = statement.principals();
    if (principals == null) {
      return true;
    }
    boolean named = principals.naming(principal) != Naming.NONE;
    return principals.excludes() ? bounded || !named : named;
  }

  /** How an allow names a principal; a statement that holds no principals is about anyone. */
  Naming naming(Principal principal) {
    PrincipalElement principals = statement.principals();
    return principals == null ? Naming.ANYONE : principals.naming(principal);
  }
}

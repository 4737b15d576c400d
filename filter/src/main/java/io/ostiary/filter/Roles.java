package io.ostiary.filter;

import io.ostiary.policy.request.Principal;
import java.util.Set;

/** The names for which {@code isUserInRole} says yes. Nothing of ours is decided by them. */
final class Roles {
  private Roles() {}

  /** A role session has its role's name and ARN; others have none. */
  static Set<String> of(Principal principal) {
    return principal instanceof Principal.RoleSession session
        ? Set.of(
            session.roleArn(), session.roleArn().substring(session.roleArn().lastIndexOf('/') + 1))
        : Set.of();
  }
}

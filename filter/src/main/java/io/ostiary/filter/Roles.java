package io.ostiary.filter;

import io.ostiary.policy.request.Principal;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.Group;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names for which {@code isUserInRole} says yes. Nothing of ours is decided by them. */
final class Roles {
  private Roles() {}

  /**
   * A role session has its role's name and ARN, a user the names of its groups; others have none.
   */
  static Set<String> of(AuthenticatedPrincipal caller) {
    if (caller.principal() instanceof Principal.RoleSession session) {
      String arn = session.roleArn();
      return Set.of(arn, arn.substring(arn.lastIndexOf('/') + 1));
    }
    Set<String> names = new TreeSet<>();
    if (caller.principal() instanceof Principal.User user) {
      Directory directory = caller.directory();
      List<Group> groups = directory.userById(user.id()).map(directory::groupsOf).orElse(List.of());
      groups.forEach(group -> names.add(group.name()));
    }
    return names;
  }
}

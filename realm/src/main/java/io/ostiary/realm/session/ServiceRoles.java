package io.ostiary.realm.session;

import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.LiveDirectory;
import java.util.Map;

/**
 * Roles for the services that an application consists of. A module that does something of its own
 * accord, such as a nightly job, does it as a role that trusts {@code {"Service": …}} rather than
 * with all power. Whoever has this object may become any such role, so it stays in the application.
 */
public final class ServiceRoles {
  private final LiveDirectory directory;
  private final RoleAssumption roles;

  public ServiceRoles(LiveDirectory directory, RoleAssumption roles) {
    this.directory = directory;
    this.roles = roles;
  }

  /**
   * Makes a service a session of a role.
   *
   * @param host the service as trust policies name it, such as {@code jobs.example.com}
   * @throws SessionException if the role does not trust it
   */
  public AssumedRole assume(String host, RoleRequest request) {
    return roles.assume(
        request, AuthenticatedPrincipal.service(host, directory.snapshot()), Map.of());
  }
}

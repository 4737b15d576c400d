package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;

/**
 * A service that acts in an account through a role of its own, which nobody else may change.
 *
 * @param host the service as a principal, such as {@code depot.example.com}
 * @param roleName what its roles are called after {@code AWSServiceRoleFor}
 * @param permissions the identity policy of its roles
 */
public record LinkedService(String host, String roleName, String description, String permissions) {
  private static final int LONGEST_HOST = 128;

  /**
   * A service, checked.
   *
   * @throws IllegalArgumentException if its roles could not be made
   */
  public LinkedService {
    if (host.length() > LONGEST_HOST || !PrincipalLookup.isServiceHost(host)) {
      throw new IllegalArgumentException(
          "`%s` is no host name of a service; write one such as `depot.example.com`"
              .formatted(host));
    }
    if (!roleName.matches("[A-Za-z0-9]{1,30}")) {
      throw new IllegalArgumentException(
          "role name `%s` of service %s is not 1 to 30 letters and digits"
              .formatted(roleName, host));
    }
    Policy.parse(permissions, PolicyType.IDENTITY);
  }

  String path() {
    return Role.SERVICE_LINKED_PATH + host + '/';
  }

  String name(String suffix) {
    return "AWSServiceRoleFor" + roleName + (suffix.isEmpty() ? "" : "_" + suffix);
  }

  /** The name of the inline policy with its permissions. */
  String policyName() {
    return roleName + "ServiceRolePolicy";
  }

  /** Who may assume its roles: the service alone. */
  public String trustPolicy() {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":"%s"},"Action":"sts:AssumeRole"}]}"""
        .formatted(host);
  }
}

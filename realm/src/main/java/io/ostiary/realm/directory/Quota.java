package io.ostiary.realm.directory;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What an account, or something in it, may hold so many of. Sizes of policies are in characters
 * without white space, as IAM counts them; a resource policy's is in bytes as given.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and
 *     STS quotas</a>
 */
public enum Quota {
  USERS_PER_ACCOUNT("UsersPerAccount", 5000),
  GROUPS_PER_ACCOUNT("GroupsPerAccount", 300),
  ROLES_PER_ACCOUNT("RolesPerAccount", 1000),
  POLICIES_PER_ACCOUNT("PoliciesPerAccount", 1500),
  ACCESS_KEYS_PER_USER("AccessKeysPerUser", 2),
  MFA_DEVICES_PER_USER("MFADevicesPerUser", 8),
  VIRTUAL_MFA_DEVICES_PER_ACCOUNT("VirtualMFADevicesPerAccount", 5000),
  GROUPS_PER_USER("GroupsPerUser", 10),
  POLICIES_PER_USER("PoliciesPerUser", 10),
  POLICIES_PER_GROUP("PoliciesPerGroup", 10),
  POLICIES_PER_ROLE("PoliciesPerRole", 10),
  USER_POLICY_SIZE("UserPolicySize", 2048),
  GROUP_POLICY_SIZE("GroupPolicySize", 5120),
  ROLE_POLICY_SIZE("RolePolicySize", 10_240),
  POLICY_SIZE("PolicySize", 6144),
  VERSIONS_PER_POLICY("VersionsPerPolicy", 5),
  /** A role's trust policy, by the old name that AWS still gives it. */
  ACL_SIZE_PER_ROLE("ACLSizePerRole", 2048),
  RESOURCE_POLICY_SIZE("ResourcePolicySize", 20_480),
  TAGS_PER_USER("TagsPerUser", 50),
  TAGS_PER_ROLE("TagsPerRole", 50),
  TAGS_PER_MFA_DEVICE("TagsPerMFADevice", 50),
  TAGS_PER_POLICY("TagsPerPolicy", 50),
  OIDC_PROVIDERS_PER_ACCOUNT("OpenIdConnectProvidersPerAccount", 100),
  CLIENT_IDS_PER_OIDC_PROVIDER("ClientIdsPerOpenIdConnectProvider", 100),
  TAGS_PER_OIDC_PROVIDER("TagsPerOpenIdConnectProvider", 50),
  SAML_PROVIDERS_PER_ACCOUNT("SAMLProvidersPerAccount", 100),
  TAGS_PER_SAML_PROVIDER("TagsPerSAMLProvider", 50),
  INSTANCE_PROFILES_PER_ACCOUNT("InstanceProfilesPerAccount", 1000),
  TAGS_PER_INSTANCE_PROFILE("TagsPerInstanceProfile", 50),
  ACCOUNTS_PER_ORGANIZATION("AccountsPerOrganization", 10),
  UNITS_PER_ORGANIZATION("OrganizationalUnitsPerOrganization", 2000),
  /** How deep units may be nested below the root. */
  UNIT_DEPTH("OrganizationalUnitDepth", 5),
  CONTROL_POLICIES_PER_ORGANIZATION("ControlPoliciesPerOrganization", 1000),
  /** Of one type, the one that allows everything included. */
  CONTROL_POLICIES_PER_TARGET("ControlPoliciesPerTarget", 5),
  /** In characters, white space included. */
  CONTROL_POLICY_SIZE("ControlPolicySize", 5120);

  private final String wireName;
  private final int awsLimit;

  Quota(String wireName, int awsLimit) {
    this.wireName = wireName;
    this.awsLimit = awsLimit;
  }

  /** As AWS's refusals call it, such as {@code UsersPerAccount}. */
  public String wireName() {
    return wireName;
  }

  /** AWS's own number, which holds unless another is configured. */
  public int awsLimit() {
    return awsLimit;
  }

  /**
   * The quota that AWS calls so.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Quota named(String wireName) {
    return Arrays.stream(values())
        .filter(quota -> quota.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no quota `%s`; there are %s".formatted(wireName, wireNames())));
  }

  private static String wireNames() {
    return Arrays.stream(values()).map(Quota::wireName).collect(Collectors.joining(", "));
  }
}

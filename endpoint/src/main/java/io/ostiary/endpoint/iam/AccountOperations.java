package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.ManagedPolicy;
import io.ostiary.realm.directory.MfaDevice;
import io.ostiary.realm.directory.Quota;
import io.ostiary.realm.directory.Quotas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An account as a whole: what it holds, and how much it may hold. */
final class AccountOperations {

  /** What AWS keeps there and Ostiary does not, so that it is never there. */
  private static final List<String> UNKEPT =
      List.of(
          "AccountMFAEnabled", // the root user has keys alone
          "AccountPasswordPresent",
          "ServerCertificates",
          "ServerCertificatesQuota",
          "SigningCertificatesPerUserQuota",
          "AccountSigningCertificatesPresent");

  private static final Map<String, Quota> QUOTAS = new LinkedHashMap<>();

  static {
    QUOTAS.put("UsersQuota", Quota.USERS_PER_ACCOUNT);
    QUOTAS.put("GroupsQuota", Quota.GROUPS_PER_ACCOUNT);
    QUOTAS.put("RolesQuota", Quota.ROLES_PER_ACCOUNT);
    QUOTAS.put("PoliciesQuota", Quota.POLICIES_PER_ACCOUNT);
    QUOTAS.put("InstanceProfilesQuota", Quota.INSTANCE_PROFILES_PER_ACCOUNT);
    QUOTAS.put("GroupsPerUserQuota", Quota.GROUPS_PER_USER);
    QUOTAS.put("AccessKeysPerUserQuota", Quota.ACCESS_KEYS_PER_USER);
    QUOTAS.put("AttachedPoliciesPerUserQuota", Quota.POLICIES_PER_USER);
    QUOTAS.put("AttachedPoliciesPerGroupQuota", Quota.POLICIES_PER_GROUP);
    QUOTAS.put("AttachedPoliciesPerRoleQuota", Quota.POLICIES_PER_ROLE);
    QUOTAS.put("VersionsPerPolicyQuota", Quota.VERSIONS_PER_POLICY);
    QUOTAS.put("UserPolicySizeQuota", Quota.USER_POLICY_SIZE);
    QUOTAS.put("GroupPolicySizeQuota", Quota.GROUP_POLICY_SIZE);
    QUOTAS.put("RolePolicySizeQuota", Quota.ROLE_POLICY_SIZE);
    QUOTAS.put("PolicySizeQuota", Quota.POLICY_SIZE);
    QUOTAS.put("AssumeRolePolicySizeQuota", Quota.ACL_SIZE_PER_ROLE);
  }

  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "GetAccountSummary",
              (in, call) -> call.accountId(),
              AccountOperations::summary,
              AccountOperations::write),
          AuthorizationDetails.OPERATION,
          ServiceGrants.OPERATION);

  private AccountOperations() {}

  private static Map<String, Integer> summary(String account, Call call) {
    Map<String, Integer> summary = new LinkedHashMap<>();
    addCounts(call.directory(), account, summary);
    Quotas quotas = call.live().quotas();
    QUOTAS.forEach((name, quota) -> summary.put(name, quotas.of(quota)));
    UNKEPT.forEach(name -> summary.put(name, 0));
    return summary;
  }

  private static void addCounts(Directory directory, String account, Map<String, Integer> to) {
    to.put("Users", directory.users(account).size());
    to.put("Groups", directory.groups(account).size());
    to.put("Roles", directory.roles(account).size());
    List<ManagedPolicy> policies = directory.managedPolicies(account);
    to.put("Policies", policies.size());
    to.put(
        "PolicyVersionsInUse",
        policies.stream().mapToInt(policy -> directory.policyVersions(policy).size()).sum());
    to.put("InstanceProfiles", directory.instanceProfiles(account).size());
    to.put(
        "Providers",
        directory.oidcProviders(account).size() + directory.samlProviders(account).size());
    List<MfaDevice> devices = directory.mfaDevices(account);
    to.put("MFADevices", devices.size());
    to.put(
        "MFADevicesInUse",
        (int) devices.stream().filter(device -> device.assignment().isPresent()).count());
    to.put("AccountAccessKeysPresent", directory.rootAccessKeys(account).isEmpty() ? 0 : 1);
    to.put("GlobalEndpointTokenVersion", directory.preferences(account).tokenVersion());
  }

  private static void write(XmlWriter xml, Map<String, Integer> summary) {
    xml.element(
        "SummaryMap",
        map ->
            summary.forEach(
                (key, value) ->
                    map.element(
                        "entry", entry -> entry.element("key", key).element("value", value))));
  }
}

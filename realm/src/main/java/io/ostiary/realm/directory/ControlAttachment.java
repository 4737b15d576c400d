package io.ostiary.realm.directory;

/**
 * That a control policy is in force at a root, unit or account.
 *
 * @param organizationId tells apart whose a policy is that ships with every organisation
 */
record ControlAttachment(
    String organizationId, String managementAccountId, String targetId, String policyId) {

  String id() {
    return id(targetId, policyId);
  }

  static String id(String targetId, String policyId) {
    return targetId + "/" + policyId;
  }

  /** By which the targets of a policy in an organisation are found. */
  static String policyParent(String organizationId, String policyId) {
    return organizationId + "/" + policyId;
  }
}

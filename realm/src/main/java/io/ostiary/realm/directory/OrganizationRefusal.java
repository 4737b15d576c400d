package io.ostiary.realm.directory;

import io.ostiary.realm.directory.DirectoryException.Code;

/** The refusals of commands on an organisation. */
final class OrganizationRefusal {
  private OrganizationRefusal() {}

  static DirectoryException notInUse() {
    return new DirectoryException(
        Code.ORGANIZATIONS_NOT_IN_USE,
        "Your account is not a member of an organization; create one first.");
  }

  static DirectoryException notManagement() {
    return new DirectoryException(
        Code.ORGANIZATIONS_ACCESS_DENIED,
        "You don't have permissions to access this resource: only the management account of the"
            + " organization has.");
  }

  static DirectoryException alreadyInOrganization(String accountId) {
    return new DirectoryException(
        Code.ALREADY_IN_ORGANIZATION,
        "The account " + accountId + " is already a member of an organization.");
  }

  static DirectoryException organizationNotEmpty() {
    return new DirectoryException(
        Code.ORGANIZATION_NOT_EMPTY,
        "The organization still holds units, policies or other accounts than the management"
            + " account; remove them first.");
  }

  static DirectoryException noSuchAccount(String id) {
    return noSuch(Code.ACCOUNT_NOT_FOUND, "an account", id);
  }

  static DirectoryException noSuchUnit(String id) {
    return noSuch(Code.ORGANIZATIONAL_UNIT_NOT_FOUND, "an organizational unit", id);
  }

  static DirectoryException noSuchParent(String id) {
    return noSuch(Code.PARENT_NOT_FOUND, "a root or organizational unit", id);
  }

  static DirectoryException noSuchDestination(String id) {
    return noSuch(Code.DESTINATION_PARENT_NOT_FOUND, "a root or organizational unit", id);
  }

  static DirectoryException notInSource(String accountId, String parentId) {
    return new DirectoryException(
        Code.SOURCE_PARENT_NOT_FOUND,
        "The account %s is not in %s; name the parent that it is in."
            .formatted(accountId, parentId));
  }

  static DirectoryException alreadyThere(String accountId, String parentId) {
    return new DirectoryException(
        Code.DUPLICATE_ACCOUNT, "The account %s is in %s already.".formatted(accountId, parentId));
  }

  static DirectoryException noSuchRoot(String id) {
    return noSuch(Code.ROOT_NOT_FOUND, "a root", id);
  }

  static DirectoryException noSuchPolicy(String id) {
    return noSuch(Code.POLICY_NOT_FOUND, "a policy", id);
  }

  static DirectoryException noSuchTarget(String id) {
    return noSuch(Code.TARGET_NOT_FOUND, "a root, organizational unit or account", id);
  }

  private static DirectoryException noSuch(Code code, String what, String id) {
    return new DirectoryException(
        code, "You specified %s that doesn't exist in the organization: %s".formatted(what, id));
  }

  static DirectoryException unitExists(String name) {
    return new DirectoryException(
        Code.DUPLICATE_ORGANIZATIONAL_UNIT,
        "An organizational unit with the name " + name + " already exists in this parent.");
  }

  static DirectoryException unitNotEmpty(String id) {
    return new DirectoryException(
        Code.ORGANIZATIONAL_UNIT_NOT_EMPTY,
        "The organizational unit "
            + id
            + " still holds accounts or units; move or delete them first.");
  }

  static DirectoryException policyExists(String name) {
    return new DirectoryException(
        Code.DUPLICATE_POLICY, "A policy with the name " + name + " already exists.");
  }

  static DirectoryException policyInUse(String id) {
    return new DirectoryException(
        Code.POLICY_IN_USE, "The policy " + id + " is attached to targets; detach it first.");
  }

  static DirectoryException attachedAlready(String policyId, String targetId) {
    return new DirectoryException(
        Code.DUPLICATE_POLICY_ATTACHMENT,
        "The policy %s is attached to %s already.".formatted(policyId, targetId));
  }

  static DirectoryException notAttached(String policyId, String targetId) {
    return new DirectoryException(
        Code.POLICY_NOT_ATTACHED,
        "The policy %s is not attached to %s.".formatted(policyId, targetId));
  }

  static DirectoryException lastOfItsType(String targetId) {
    return constraint(
        "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "%s would be left without a service control policy, which allows nothing; attach another"
                .formatted(targetId)
            + " one first.");
  }

  static DirectoryException undetachable(String policyId) {
    return constraint(
        "POLICY_NOT_DETACHABLE",
        "%s stays attached everywhere as long as its type is enabled.".formatted(policyId));
  }

  static DirectoryException shipped(String policyId) {
    return invalid(
        "IMMUTABLE_POLICY", policyId + " ships with every organization and cannot be changed.");
  }

  static DirectoryException managementStaysOpen() {
    return constraint(
        "CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "The management account cannot be closed.");
  }

  static DirectoryException typeEnabled(ControlPolicyType type) {
    return new DirectoryException(
        Code.POLICY_TYPE_ALREADY_ENABLED, "The policy type %s is already enabled.".formatted(type));
  }

  static DirectoryException typeNotEnabled(ControlPolicyType type) {
    return new DirectoryException(
        Code.POLICY_TYPE_NOT_ENABLED,
        "The policy type %s is not enabled; enable it for the root first.".formatted(type));
  }

  static DirectoryException accountClosed(String accountId) {
    return new DirectoryException(
        Code.ACCOUNT_ALREADY_CLOSED, "The account " + accountId + " is closed already.");
  }

  static DirectoryException constraint(String reason, String message) {
    return new DirectoryException(Code.CONSTRAINT_VIOLATION, reason + ": " + message);
  }

  static DirectoryException invalid(String reason, String message) {
    return new DirectoryException(Code.INVALID_INPUT, reason + ": " + message);
  }
}

package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.realm.directory.DirectoryException.Code;

/** The refusals in AWS's words, which its tools show and sometimes look for. */
final class Refusal {
  private Refusal() {}

  static DirectoryException noSuchAccount(String accountId) {
    return noSuch("The account with id " + accountId + " cannot be found.");
  }

  static DirectoryException noSuchIdentity(IdentityName name) {
    return noSuch(
        "The %s with name %s cannot be found.".formatted(name.kind().word(), name.name()));
  }

  static DirectoryException noSuchAccessKey(String id) {
    return noSuch("The Access Key with id " + id + " cannot be found.");
  }

  static DirectoryException noSuchInlinePolicy(IdentityKind of, String name) {
    return noSuch("The %s policy with name %s cannot be found.".formatted(of.word(), name));
  }

  static DirectoryException noSuchPolicy(String arn) {
    return noSuch("Policy " + arn + " was not found.");
  }

  static DirectoryException notAttachable(String arn) {
    return noSuch("Policy " + arn + " does not exist or is not attachable.");
  }

  static DirectoryException notABoundary(String arn) {
    return noSuch("Scope ARN: " + arn + " does not exist or is not attachable.");
  }

  static DirectoryException noSuchLoginProfile(User user) {
    return noSuch("Login Profile for User " + user.name() + " cannot be found.");
  }

  static DirectoryException noSuchPasswordPolicy() {
    return noSuch("The account policy with name PasswordPolicy cannot be found.");
  }

  static DirectoryException noSuchMfaDevice(String serialNumber) {
    return noSuch("VirtualMFADevice with serial number " + serialNumber + " doesn't exist.");
  }

  static DirectoryException notTheUsersMfaDevice() {
    return noSuch("MFA Device invalid for user.");
  }

  static DirectoryException noSuchVersion(String policyArn, String versionId) {
    return noSuch(
        "Policy %s version %s does not exist or is not attachable."
            .formatted(policyArn, versionId));
  }

  static DirectoryException noSuchOidcProvider(String arn) {
    return noSuch("OpenIDConnect Provider not found for arn " + arn);
  }

  static DirectoryException noSuchSamlProvider(String arn) {
    return noSuch("Manifest not found for arn " + arn);
  }

  static DirectoryException noSuchAlias(String alias) {
    return noSuch("The account alias with name " + alias + " cannot be found.");
  }

  static DirectoryException noSuchInstanceProfile(String name) {
    return noSuch("Instance Profile " + name + " cannot be found.");
  }

  static DirectoryException notInInstanceProfile(String role, String profile) {
    return noSuch("Role %s in instance profile %s cannot be found.".formatted(role, profile));
  }

  private static DirectoryException noSuch(String message) {
    return new DirectoryException(Code.NO_SUCH_ENTITY, message);
  }

  static DirectoryException accountExists(String id) {
    return exists("Account with id " + id + " already exists.");
  }

  static DirectoryException identityExists(IdentityName name) {
    String word = name.kind().word();
    return exists(
        "%s%s with name %s already exists."
            .formatted(Character.toUpperCase(word.charAt(0)), word.substring(1), name.name()));
  }

  static DirectoryException policyExists(String name) {
    return exists("A policy called " + name + " already exists. Duplicate names are not allowed.");
  }

  static DirectoryException accessKeyExists(String id) {
    return exists("Access Key with id " + id + " already exists.");
  }

  static DirectoryException loginProfileExists(User user) {
    return exists("Login Profile for user " + user.name() + " already exists.");
  }

  static DirectoryException mfaDeviceExists() {
    return exists("MFADevice entity at the same path and name already exists.");
  }

  static DirectoryException mfaDeviceInUse() {
    return exists("MFA Device is already in use.");
  }

  static DirectoryException oidcProviderExists(String url) {
    return exists("Provider with url " + url + " already exists.");
  }

  static DirectoryException samlProviderExists(String name) {
    return exists("SAML Provider with name " + name + " already exists.");
  }

  static DirectoryException aliasExists(String alias) {
    return exists("The account alias " + alias + " already exists.");
  }

  static DirectoryException instanceProfileExists(String name) {
    return exists("Instance Profile " + name + " already exists.");
  }

  private static DirectoryException exists(String message) {
    return new DirectoryException(Code.ENTITY_ALREADY_EXISTS, message);
  }

  static DirectoryException mustFirst(String remedy) {
    return conflict("Cannot delete entity, must " + remedy + " first.");
  }

  static DirectoryException policyAttached() {
    return conflict("Cannot delete a policy attached to entities.");
  }

  static DirectoryException policyIsBoundary() {
    return conflict("Cannot delete a policy used as a permissions boundary of entities.");
  }

  static DirectoryException hasOtherVersions() {
    return conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the"
            + " policy's versions. The default version is deleted with the policy.");
  }

  static DirectoryException isDefaultVersion() {
    return conflict("Cannot delete the default version of a policy.");
  }

  private static DirectoryException conflict(String message) {
    return new DirectoryException(Code.DELETE_CONFLICT, message);
  }

  static DirectoryException tooManyVersions(int limit) {
    return limit(
        ("A managed policy can have up to %s versions. Before you create a new version, you must"
                + " delete an existing version.")
            .formatted(limit));
  }

  static DirectoryException instanceProfileIsFull() {
    return limit("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
  }

  private static DirectoryException limit(String message) {
    return new DirectoryException(Code.LIMIT_EXCEEDED, message);
  }

  static DirectoryException protectedRole(String name) {
    return new DirectoryException(
        Code.UNMODIFIABLE_ENTITY,
        ("Cannot perform the operation on the protected role '%s' - this role is only modifiable by"
                + " AWS")
            .formatted(name));
  }

  static DirectoryException serviceRoleExists(String name) {
    return invalid(
        "Service role name %s has been taken in this account, please try a different suffix."
            .formatted(name));
  }

  static DirectoryException outboundFederationIs(boolean enabled) {
    return new DirectoryException(
        enabled ? Code.FEATURE_ENABLED : Code.FEATURE_DISABLED,
        "Outbound web identity federation is already %s for this account."
            .formatted(enabled ? "enabled" : "disabled"));
  }

  static DirectoryException notYourPolicy() {
    return new DirectoryException(Code.ACCESS_DENIED, "Policy is outside your own account.");
  }

  static DirectoryException mfaDeviceMustBeDeactivated() {
    return new DirectoryException(
        Code.DELETE_CONFLICT, "MFA VirtualDevice in use. Must deactivate first.");
  }

  static DirectoryException passwordPolicy(String message) {
    return new DirectoryException(Code.PASSWORD_POLICY_VIOLATION, message);
  }

  static DirectoryException passwordJustChanged(User user) {
    return new DirectoryException(
        Code.ENTITY_TEMPORARILY_UNMODIFIABLE,
        "Login Profile for User " + user.name() + " was changed meanwhile; try again.");
  }

  static DirectoryException invalidAuthenticationCode() {
    return new DirectoryException(
        Code.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.");
  }

  static DirectoryException beyondQuota(Quota quota, int limit) {
    return limit("Cannot exceed quota for " + quota.wireName() + ": " + limit);
  }

  static DirectoryException inlinePoliciesTooLarge(int limit, Identity of) {
    return limit(
        "Maximum policy size of %s bytes exceeded for %s %s"
            .formatted(limit, of.kind().word(), of.name()));
  }

  /** A fault whose problem begins in AWS's words. */
  static DirectoryException malformed(PolicySyntaxException fault) {
    return new DirectoryException(
        Code.MALFORMED_POLICY_DOCUMENT,
        "%s (line %s, column %s, %s)"
            .formatted(fault.problem(), fault.line(), fault.column(), fault.pointer()),
        fault);
  }

  /** Only documents of a user's own may still be of 2008, where variables are plain text. */
  static DirectoryException outdated() {
    return new DirectoryException(
        Code.MALFORMED_POLICY_DOCUMENT, "Policy document must be version 2012-10-17 or greater.");
  }

  static DirectoryException invalid(String message) {
    return new DirectoryException(Code.INVALID_INPUT, message);
  }

  /** A member of the request that breaks its own rule, whatever the directory holds. */
  static DirectoryException violated(String member, String constraint) {
    return new DirectoryException(
        Code.VALIDATION_ERROR,
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must %s"
            .formatted(member, constraint));
  }
}

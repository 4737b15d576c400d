package io.ostiary.realm.directory;

import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.realm.credential.SealedSecret;
import java.util.List;
import java.util.Optional;

/** Everything the realm knows at one revision. Immutable; every look-up is from memory. */
public interface Directory {

  /** Counts the changes; never goes down. */
  long revision();

  /** All accounts, by id. */
  List<Account> accounts();

  Optional<Account> account(String accountId);

  /** The account that has a canonical user id, compared exactly. */
  Optional<Account> accountByCanonicalId(String canonicalUserId);

  /** The organisation that an account belongs to. */
  Optional<OrganizationTree> organization(String accountId);

  /** An account's place in its organisation, with the caps on it. */
  OrganizationPlace organizationPlace(String accountId);

  /** A user by name, compared ignoring case. */
  Optional<User> user(String accountId, String name);

  /** A user by unique id, {@code AIDA…}. */
  Optional<User> userById(String id);

  /** An account's users, sorted by name ignoring case. */
  List<User> users(String accountId);

  /** A group by name, compared ignoring case. */
  Optional<Group> group(String accountId, String name);

  /** An account's groups, sorted by name ignoring case. */
  List<Group> groups(String accountId);

  /** A role by name, compared ignoring case. */
  Optional<Role> role(String accountId, String name);

  /** A role by unique id, {@code AROA…}. */
  Optional<Role> roleById(String id);

  /** An account's roles, sorted by name ignoring case. */
  List<Role> roles(String accountId);

  /** The groups that a user is in, sorted by name ignoring case. */
  List<Group> groupsOf(User user);

  /** The users of a group, sorted by name ignoring case. */
  List<User> members(Group group);

  /** A user, group or role by name, compared ignoring case. */
  Optional<Identity> identity(IdentityName name);

  Optional<AccessKey> accessKey(String accessKeyId);

  /** A user's access keys, oldest first. */
  List<AccessKey> accessKeys(User user);

  /** The access keys of a service, by its host, oldest first. */
  List<AccessKey> serviceAccessKeys(String host);

  /** The root user's access keys, oldest first. */
  List<AccessKey> rootAccessKeys(String accountId);

  /** The secret of an access key as it is kept, which only {@code realm.credential} opens. */
  Optional<SealedSecret> sealedSecret(String accessKeyId);

  /** That a user has a password. */
  Optional<LoginProfile> loginProfile(User user);

  /** The hash of a user's password as it is kept, which only {@code realm.credential} opens. */
  Optional<SealedSecret> sealedPasswordHash(User user);

  /** What an account asks of passwords; without it, AWS's own rules hold. */
  Optional<PasswordPolicy> passwordPolicy(String accountId);

  /** An MFA device by serial number. */
  Optional<MfaDevice> mfaDevice(String serialNumber);

  /** A user's MFA devices, sorted by serial number. */
  List<MfaDevice> mfaDevices(User user);

  /** An account's MFA devices, sorted by serial number. */
  List<MfaDevice> mfaDevices(String accountId);

  /** The seed of an MFA device as it is kept, which only {@code realm.credential} opens. */
  Optional<SealedSecret> sealedMfaSeed(String serialNumber);

  /** The recovery codes that a user has left, as they are kept. */
  Optional<SealedSecret> sealedRecoveryCodes(User user);

  /** The keys of session tokens. */
  SessionKeys sessionKeys();

  /** A key of session tokens by id. */
  Optional<SessionKey> sessionKey(String id);

  /** The key pairs of an account's web identity tokens. */
  WebIdentityKeys webIdentityKeys(String accountId);

  /** What ended earlier sessions that have an id to do with; see RevokeSessions. */
  Optional<SessionRevocation> sessionRevocation(String id);

  /** The inline policies that live in an identity, sorted by name. */
  List<InlinePolicy> inlinePolicies(Identity identity);

  Optional<InlinePolicy> inlinePolicy(Identity identity, String policyName);

  /** A managed policy by ARN, one that ships with the product included. */
  Optional<ManagedPolicy> managedPolicy(String arn);

  /** The managed policies that ship with the product, by name, in an account's partition. */
  List<ManagedPolicy> shippedPolicies(String accountId);

  /** Every version of a managed policy, newest first. */
  List<PolicyVersion> policyVersions(ManagedPolicy policy);

  /** A version of a managed policy by its id, such as {@code v1}. */
  Optional<PolicyVersion> policyVersion(ManagedPolicy policy, String versionId);

  /** The version of a managed policy that applies wherever the policy is attached. */
  PolicyVersion defaultVersion(ManagedPolicy policy);

  /** An account's own managed policies, sorted by name ignoring case. */
  List<ManagedPolicy> managedPolicies(String accountId);

  /** How many identities of an account a managed policy is attached to. */
  int attachmentCount(String accountId, ManagedPolicy policy);

  /** The identities of an account that a managed policy is attached to, by kind and name. */
  List<Identity> attachedTo(String accountId, ManagedPolicy policy);

  /** The managed policies attached to an identity, sorted by name. */
  List<ManagedPolicy> attachedPolicies(Identity identity);

  /** Every identity policy of an identity, inline and attached; a user's groups' too; compiled. */
  PolicySet identityPolicies(Identity identity);

  /** The managed policy that bounds an identity. */
  Optional<ManagedPolicy> permissionsBoundary(Identity identity);

  /** An identity's permissions boundary, compiled; empty if nothing bounds it. */
  Optional<PolicySet> boundaryPolicies(Identity identity);

  /** How many identities of an account a managed policy bounds. */
  int boundaryUsageCount(String accountId, ManagedPolicy policy);

  /** The identities of an account that a managed policy bounds, by kind and name. */
  List<Identity> boundBy(String accountId, ManagedPolicy policy);

  /**
   * A role's trust policy byte for byte as it was given, except for users and roles in it that are
   * called otherwise now: one that was deleted shows its unique id.
   */
  String trustPolicy(Role role);

  /**
   * A role's trust policy as it decides: with unique ids in place of the ARNs of users and roles.
   */
  Policy enforcedTrustPolicy(Role role);

  /** A role's trust policy, compiled, with its principals held to their unique ids. */
  PolicySet trustPolicies(Role role);

  /** The service-linked roles of an account that were deleted lately, oldest first. */
  List<RoleDeletion> serviceLinkedRoleDeletions(String accountId);

  /** An account's alias, if it has one. */
  Optional<String> accountAlias(String accountId);

  /** What an account has switched on or off. */
  AccountPreferences preferences(String accountId);

  /** An account's report of who reached which service, by the id of its job. */
  Optional<AccessReport> accessReport(String accountId, String jobId);

  /** The account of an alias. */
  Optional<Account> accountByAlias(String alias);

  /** An OpenID Connect provider by ARN. */
  Optional<OidcProvider> oidcProvider(String arn);

  /** An account's OpenID Connect provider by issuer, exactly as its tokens state it. */
  Optional<OidcProvider> oidcProvider(String accountId, String issuer);

  /** An account's OpenID Connect providers, by ARN. */
  List<OidcProvider> oidcProviders(String accountId);

  /** A SAML provider by ARN. */
  Optional<SamlProvider> samlProvider(String arn);

  /** An account's SAML providers, by ARN. */
  List<SamlProvider> samlProviders(String accountId);

  /** A SAML provider's metadata as it was given. */
  String samlMetadata(SamlProvider provider);

  /** An instance profile by name, compared ignoring case. */
  Optional<InstanceProfile> instanceProfile(String accountId, String name);

  /** An account's instance profiles, sorted by name ignoring case. */
  List<InstanceProfile> instanceProfiles(String accountId);

  /** The instance profiles that hold a role, sorted by name ignoring case. */
  List<InstanceProfile> instanceProfiles(Role role);

  /** The policy attached to a resource. */
  Optional<ResourcePolicy> resourcePolicy(String resourceArn);

  /** A resource's policy, compiled; {@link PolicySet#EMPTY} if it has none. */
  PolicySet resourcePolicies(String resourceArn);
}

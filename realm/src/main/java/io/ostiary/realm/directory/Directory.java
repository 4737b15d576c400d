package io.ostiary.realm.directory;

import io.ostiary.policy.decision.PolicySet;
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

  /** The inline policies that live in an identity, sorted by name. */
  List<InlinePolicy> inlinePolicies(Identity identity);

  Optional<InlinePolicy> inlinePolicy(Identity identity, String policyName);

  /** A managed policy by ARN. */
  Optional<ManagedPolicy> managedPolicy(String arn);

  /** An account's managed policies, sorted by name ignoring case. */
  List<ManagedPolicy> managedPolicies(String accountId);

  /** How many identities a managed policy is attached to. */
  int attachmentCount(ManagedPolicy policy);

  /** The managed policies attached to an identity, sorted by name. */
  List<ManagedPolicy> attachedPolicies(Identity identity);

  /** Every identity policy of an identity, inline and attached; a user's groups' too; compiled. */
  PolicySet identityPolicies(Identity identity);

  /** The managed policy that bounds an identity. */
  Optional<ManagedPolicy> permissionsBoundary(Identity identity);

  /** An identity's permissions boundary, compiled; empty if nothing bounds it. */
  Optional<PolicySet> boundaryPolicies(Identity identity);

  /** How many identities a managed policy bounds. */
  int boundaryUsageCount(ManagedPolicy policy);

  /** The policy attached to a resource. */
  Optional<ResourcePolicy> resourcePolicy(String resourceArn);

  /** A resource's policy, compiled; {@link PolicySet#EMPTY} if it has none. */
  PolicySet resourcePolicies(String resourceArn);
}

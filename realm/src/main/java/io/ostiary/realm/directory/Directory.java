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

  /** A user by name, compared ignoring case. */
  Optional<User> user(String accountId, String name);

  /** A user by unique id, {@code AIDA…}. */
  Optional<User> userById(String id);

  /** An account's users, sorted by name ignoring case. */
  List<User> users(String accountId);

  Optional<AccessKey> accessKey(String accessKeyId);

  /** A user's access keys, oldest first. */
  List<AccessKey> accessKeys(User user);

  /** The root user's access keys, oldest first. */
  List<AccessKey> rootAccessKeys(String accountId);

  /** The secret of an access key as it is kept, which only {@code realm.credential} opens. */
  Optional<SealedSecret> sealedSecret(String accessKeyId);

  /** A user's inline policies, sorted by name. */
  List<InlinePolicy> inlinePolicies(User user);

  Optional<InlinePolicy> inlinePolicy(User user, String policyName);

  /** A managed policy by ARN. */
  Optional<ManagedPolicy> managedPolicy(String arn);

  /** An account's managed policies, sorted by name ignoring case. */
  List<ManagedPolicy> managedPolicies(String accountId);

  /** How many principals a managed policy is attached to. */
  int attachmentCount(ManagedPolicy policy);

  /** The managed policies attached to a user, sorted by name. */
  List<ManagedPolicy> attachedPolicies(User user);

  /** Every policy of a user's own, inline and attached, compiled. */
  PolicySet identityPolicies(User user);

  /** The policy attached to a resource. */
  Optional<ResourcePolicy> resourcePolicy(String resourceArn);

  /** A resource's policy, compiled; {@link PolicySet#EMPTY} if it has none. */
  PolicySet resourcePolicies(String resourceArn);
}

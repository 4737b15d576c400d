package io.ostiary.filter.mapping;

import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.Grantee;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.service.ResourceType;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import java.util.Optional;

/**
 * What access-control lists grant, among a resource's policies.
 *
 * @param owner the account that owns the resource that is asked for
 */
record Grants(ResourceAttributes attributes, Directory directory, String owner) {

  /** The policies with what the list of a resource says; the same if it has none. */
  PolicySet added(PolicySet policies, String arn, ResourceType type) {
    if (type.acl().isEmpty()) {
      return policies;
    }
    Optional<AccessControlList> list = attributes.accessControlList(arn);
    if (list.isEmpty() || saysNothing(list.get())) {
      return policies;
    }
    Policy policy = list.get().policy(arn, type.acl().get(), this::accountId);
    return policies.with(new PolicySet.Source("acl of " + arn, policy));
  }

  /** The account that owns a resource needs no grant; nobody else is granted anything. */
  private boolean saysNothing(AccessControlList list) {
    return list.isPrivate()
        && (list.owner() instanceof Grantee.Account account
            ? account.accountId().equals(owner)
            : accountId(((Grantee.CanonicalUser) list.owner()).id()).equals(Optional.of(owner)));
  }

  private Optional<String> accountId(String canonicalId) {
    return directory.accountByCanonicalId(canonicalId).map(Account::id);
  }
}

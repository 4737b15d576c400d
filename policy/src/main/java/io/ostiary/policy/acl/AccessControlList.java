package io.ostiary.policy.acl;

import io.ostiary.policy.acl.AclSyntaxException.Fault;
import io.ostiary.policy.acl.Grantee.Owner;
import io.ostiary.policy.document.CanonicalUsers;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what with one resource, besides what policies say. A list only ever allows; an
 * explicit deny in any policy outweighs it.
 *
 * @param owner who always has full control, whether or not a grant says so
 * @param grants at most {@value #MOST_GRANTS}, none twice
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html">Access
 *     control list (ACL) overview</a>
 */
public record AccessControlList(Owner owner, List<Grant> grants) {

  /** So many grants may a list have. */
  public static final int MOST_GRANTS = 100;

  /**
   * @throws AclSyntaxException if there are too many grants, or one twice
   */
  public AccessControlList {
    grants = List.copyOf(grants);
    if (grants.size() > MOST_GRANTS) {
      throw new AclSyntaxException(
          Fault.TOO_MANY_GRANTS,
          place(MOST_GRANTS),
          "a list has at most %s grants, and this has %s; name fewer, or write a policy"
              .formatted(MOST_GRANTS, grants.size()));
    }
    Map<Grant, Integer> seen = new HashMap<>();
    for (int i = 0; i < grants.size(); i++) {
      Integer earlier = seen.putIfAbsent(grants.get(i), i);
      if (earlier != null) {
        throw new AclSyntaxException(
            Fault.REPEATED_GRANT,
            place(i),
            "it is %s once more; remove one of them".formatted(place(earlier)));
      }
    }
  }

  /** How messages call a grant, by its index. */
  static String place(int index) {
    return "grant " + (index + 1);
  }

  /** Whether it grants nothing to anyone but the owner. */
  public boolean isPrivate() {
    return grants.stream().allMatch(grant -> grant.grantee().equals(owner));
  }

  /**
   * Checks that all are known to whom something is granted, before the list is stored.
   *
   * @param groups those that there are; {@link Group#LOG_DELIVERY} only where something delivers
   * @throws AclSyntaxException if an account or group is not known; the message says which
   */
  public void requireKnown(CanonicalUsers canonicalUsers, Set<Group> groups) {
    for (int i = 0; i < grants.size(); i++) {
      Grantee grantee = grants.get(i).grantee();
      if (grantee instanceof Grantee.CanonicalUser user
          && canonicalUsers.accountId(user.id()).isEmpty()) {
        throw new AclSyntaxException(
            Fault.UNKNOWN_GRANTEE,
            place(i),
            "no account here has the canonical user id `%s`; write one that has, or a group"
                .formatted(user.id()));
      }
      if (grantee instanceof Group group && !groups.contains(group)) {
        throw new AclSyntaxException(
            Fault.UNKNOWN_GRANTEE,
            place(i),
            "the group `%s` has nobody in it here; remove the grant".formatted(group.uri()));
      }
    }
  }

  /**
   * The resource policy that says the same, to be decided together with the resource's own.
   *
   * <p>An account becomes the account, which leaves the rest to its identity policies; {@link
   * Group#ALL_USERS} becomes everyone; {@link Group#AUTHENTICATED_USERS} everyone whose {@code
   * aws:PrincipalAccount} is known; a service itself. Who is not known is granted nothing. A
   * statement's Sid is {@code Owner}, or {@code Grant2} for the second grant.
   *
   * @param resourceArn the resource's own ARN, in which nothing is a wildcard
   * @param actions what the permissions on resources of that kind allow
   */
  public Policy policy(String resourceArn, AclActions actions, CanonicalUsers canonicalUsers) {
    String text = new GrantStatements(resourceArn, actions).document(this);
    return Policy.parse(text, PolicyType.RESOURCE, canonicalUsers);
  }
}

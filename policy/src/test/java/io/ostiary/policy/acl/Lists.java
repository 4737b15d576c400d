package io.ostiary.policy.acl;

import io.ostiary.policy.acl.AclActions.Allowance;
import java.util.List;
import java.util.Optional;

/**
 * How tables write access-control lists: an account by its twelve digits or its canonical id, a
 * group by the end of its URI, and a grant as {@code AllUsers READ}. The permissions are on S3's
 * buckets and objects.
 */
public final class Lists {
  static final AclActions BUCKET =
      new AclActions(
          List.of(
              new Allowance(Permission.READ, "s3:ListBucket", ""),
              new Allowance(Permission.READ, "s3:ListBucketVersions", ""),
              new Allowance(Permission.WRITE, "s3:PutObject", "/*"),
              new Allowance(Permission.WRITE, "s3:DeleteObject", "/*"),
              new Allowance(Permission.READ_ACP, "s3:GetBucketAcl", ""),
              new Allowance(Permission.WRITE_ACP, "s3:PutBucketAcl", "")),
          Optional.of("s3.amazonaws.com"));

  static final AclActions OBJECT =
      new AclActions(
          List.of(
              new Allowance(Permission.READ, "s3:GetObject", ""),
              new Allowance(Permission.READ_ACP, "s3:GetObjectAcl", ""),
              new Allowance(Permission.WRITE_ACP, "s3:PutObjectAcl", "")),
          Optional.of("s3.amazonaws.com"));

  private Lists() {}

  public static AclActions actions(String resourceArn) {
    return resourceArn.contains("/") ? OBJECT : BUCKET;
  }

  public static AccessControlList list(String owner, List<String> grants) {
    return new AccessControlList(owner(owner), grants.stream().map(Lists::grant).toList());
  }

  public static Grantee.Owner owner(String text) {
    return text.length() == 12 ? new Grantee.Account(text) : new Grantee.CanonicalUser(text);
  }

  private static Grant grant(String text) {
    String[] words = text.split(" ", -1);
    return new Grant(grantee(words[0]), Permission.parse(words[1]));
  }

  private static Grantee grantee(String text) {
    for (Group group : Group.values()) {
      if (group.uri().endsWith('/' + text)) {
        return group;
      }
    }
    return owner(text);
  }

  /** The same of a grant, the other way about. */
  static String text(Grant grant) {
    String grantee =
        grant.grantee() instanceof Group group
            ? group.uri().substring(group.uri().lastIndexOf('/') + 1)
            : grant.grantee() instanceof Grantee.Account account
                ? account.accountId()
                : ((Grantee.CanonicalUser) grant.grantee()).id();
    return grantee + ' ' + grant.permission();
  }
}

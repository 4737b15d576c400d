package io.ostiary.policy.acl;

import static io.ostiary.policy.acl.Permission.FULL_CONTROL;
import static io.ostiary.policy.acl.Permission.READ;
import static io.ostiary.policy.acl.Permission.READ_ACP;
import static io.ostiary.policy.acl.Permission.WRITE;

import io.ostiary.policy.acl.AclSyntaxException.Fault;
import io.ostiary.policy.acl.Grantee.Owner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lists that have a name. S3's {@code aws-exec-read} is not among them: it lets Amazon EC2 fetch
 * machine images, and there is no EC2 here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl">Canned
 *     ACL</a>
 */
public enum CannedAcl {
  PRIVATE,
  PUBLIC_READ,
  PUBLIC_READ_WRITE,
  AUTHENTICATED_READ,
  BUCKET_OWNER_READ,
  BUCKET_OWNER_FULL_CONTROL,
  /** S3 has it for buckets only. */
  LOG_DELIVERY_WRITE;

  /**
   * Reads a name, such as {@code public-read}.
   *
   * @throws AclSyntaxException if it is none
   */
  public static CannedAcl parse(String name) {
    return Arrays.stream(values())
        .filter(canned -> canned.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AclSyntaxException(
                    Fault.UNKNOWN_CANNED_LIST,
                    "",
                    "unknown canned list `%s`; write %s".formatted(name, names())));
  }

  private static String names() {
    return Arrays.stream(values())
        .map(canned -> '`' + canned.text() + '`')
        .collect(Collectors.joining(" or "));
  }

  /** The name: {@code public-read}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The list of that name: full control for the owner, and what the name says for others.
   *
   * @param bucketOwner who owns what holds the resource; of a bucket, its owner
   */
  public AccessControlList list(Owner owner, Owner bucketOwner) {
    List<Grant> grants = new ArrayList<>();
    grants.add(new Grant(owner, FULL_CONTROL));
    for (Grant grant : forOthers(bucketOwner)) {
      if (!grant.grantee().equals(owner)) {
        grants.add(grant);
      }
    }
    return new AccessControlList(owner, grants);
  }

  private List<Grant> forOthers(Owner bucketOwner) {
    return switch (this) {
      case PRIVATE -> List.of();
      case PUBLIC_READ -> List.of(new Grant(Group.ALL_USERS, READ));
      case PUBLIC_READ_WRITE ->
          List.of(new Grant(Group.ALL_USERS, READ), new Grant(Group.ALL_USERS, WRITE));
      case AUTHENTICATED_READ -> List.of(new Grant(Group.AUTHENTICATED_USERS, READ));
      case BUCKET_OWNER_READ -> List.of(new Grant(bucketOwner, READ));
      case BUCKET_OWNER_FULL_CONTROL -> List.of(new Grant(bucketOwner, FULL_CONTROL));
      case LOG_DELIVERY_WRITE ->
          List.of(new Grant(Group.LOG_DELIVERY, WRITE), new Grant(Group.LOG_DELIVERY, READ_ACP));
    };
  }
}

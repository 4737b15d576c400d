package io.ostiary.depot.s3;

import io.ostiary.depot.store.Bucket;
import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.AclHeaders;
import io.ostiary.policy.acl.AclSyntaxException;
import io.ostiary.policy.acl.Grant;
import io.ostiary.policy.acl.Grantee;
import io.ostiary.policy.acl.Group;
import io.ostiary.policy.acl.Permission;
import io.ostiary.realm.directory.CanonicalIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The access-control list that a request gives. Everything belongs to the installation's account.
 */
final class RequestedAcl {
  private static final String PREFIX = "x-amz-";
  private static final String GRANT = "x-amz-grant-";

  /** Nothing delivers logs here. */
  private static final Set<Group> GROUPS = EnumSet.of(Group.ALL_USERS, Group.AUTHENTICATED_USERS);

  /** What changes nothing where everything belongs to the bucket's owner. */
  private static final Set<String> HARMLESS = Set.of("private", "bucket-owner-full-control");

  private static final int MOST_BYTES = 1 << 16;

  private final CanonicalIds ids;

  RequestedAcl(CanonicalIds ids) {
    this.ids = ids;
  }

  /** The owner of every resource. */
  Grantee.CanonicalUser owner() {
    return new Grantee.CanonicalUser(ids.own());
  }

  /** That of a request that makes an object; its single grants were refused before. */
  Optional<AccessControlList> forNew(S3Request request, Bucket bucket) {
    if (!bucket.attributes().takesAcls()) {
      requireHarmless(request, S3Error.AccessControlListNotSupported);
      return Optional.empty();
    }
    return headers(request);
  }

  /** That of a request that makes a bucket. */
  Optional<AccessControlList> forNewBucket(S3Request request, boolean takesAcls) {
    if (!takesAcls) {
      requireHarmless(request, S3Error.InvalidBucketAclWithObjectOwnership);
      return Optional.empty();
    }
    if (!request.headersWithPrefix(GRANT).isEmpty()) {
      throw S3Error.NotImplemented.because(
          "A new bucket takes a canned ACL; give single grants by PutBucketAcl when it is made.");
    }
    return headers(request);
  }

  private static void requireHarmless(S3Request request, S3Error otherwise) {
    boolean grants = !request.headersWithPrefix(GRANT).isEmpty();
    if (grants || !HARMLESS.contains(request.header(S3Request.ACL).orElse("private"))) {
      throw otherwise.because(
          "The bucket does not allow ACLs; use a bucket policy, or make the bucket with the object ownership BucketOwnerPreferred.");
    }
  }

  private Optional<AccessControlList> headers(S3Request request) {
    Map<String, String> headers = request.headersWithPrefix(PREFIX);
    Map<String, String> named = new HashMap<>();
    headers.forEach((name, value) -> named.put(PREFIX + name, value));
    Optional<AccessControlList> list = AclHeaders.read(named, owner(), owner());
    list.ifPresent(one -> one.requireKnown(ids, GROUPS));
    return list;
  }

  /** That of a request to replace one, in headers or as a document. */
  AccessControlList replacement(S3Request request) throws IOException {
    Optional<AccessControlList> list = headers(request);
    byte[] body = SmallBody.read(request, MOST_BYTES);
    if (list.isPresent() && body.length > 0) {
      throw S3Error.UnexpectedContent.because(
          "An ACL is given in headers or in the body; send one of them.");
    }
    if (list.isEmpty() && body.length == 0) {
      throw S3Error.MissingSecurityHeader.because(
          "There is no ACL; send `x-amz-acl`, `x-amz-grant-…` headers, or an `AccessControlPolicy` as the body.");
    }
    return list.isPresent() ? list.get() : document(XmlElement.read(body, "AccessControlPolicy"));
  }

  private AccessControlList document(XmlElement policy) {
    for (XmlElement owner : policy.children("Owner")) {
      if (!owner.requiredText("ID").strip().equals(ids.own())) {
        throw S3Error.InvalidArgument.because(
            "The owner cannot be another account; write the `Owner` that GetBucketAcl answers.");
      }
    }
    List<Grant> grants = new ArrayList<>();
    for (XmlElement list : policy.children("AccessControlList")) {
      for (XmlElement grant : list.children("Grant")) {
        grants.add(grant(grant, "grant " + (grants.size() + 1)));
      }
    }
    AccessControlList list = new AccessControlList(owner(), grants);
    list.requireKnown(ids, GROUPS);
    return list;
  }

  private static Grant grant(XmlElement grant, String place) {
    List<XmlElement> grantees = grant.children("Grantee");
    if (grantees.size() != 1) {
      throw XmlElement.malformed();
    }
    try {
      Permission permission = Permission.parse(grant.text("Permission").orElse(""));
      return new Grant(grantee(grantees.get(0)), permission);
    } catch (AclSyntaxException e) {
      throw e.at(place);
    }
  }

  private static Grantee grantee(XmlElement grantee) {
    Optional<String> group = grantee.text("URI");
    if (grantee.text("EmailAddress").isPresent()) {
      throw S3Error.UnresolvableGrantByEmailAddress.because(
          "No account is known by an e-mail address; write the `ID` of its canonical user.");
    }
    return group.isPresent()
        ? Group.parse(group.get())
        : new Grantee.CanonicalUser(grantee.requiredText("ID").strip());
  }
}

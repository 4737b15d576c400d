package io.ostiary.depot.s3;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.StoredObject;
import io.ostiary.policy.acl.AccessControlList;
import io.ostiary.policy.acl.CannedAcl;
import io.ostiary.policy.acl.Grant;
import io.ostiary.policy.acl.Grantee;
import io.ostiary.policy.acl.Group;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The access-control lists of buckets and objects. What they grant, Ostiary decides. */
final class AclOperations {
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private final ObjectStore store;
  private final RequestedAcl requested;

  AclOperations(ObjectStore store, RequestedAcl requested) {
    this.store = store;
    this.requested = requested;
  }

  void getOfBucket(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = store.bucket(request.bucket());
    write(bucket, bucket.attributes().acl(), answer);
  }

  void getOfObject(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = store.bucket(request.bucket());
    StoredObject object =
        bucket
            .find(request.key())
            .orElseThrow(() -> S3Error.NoSuchKey.because("The specified key does not exist."));
    write(bucket, object.attributes().acl(), answer);
  }

  void putOfBucket(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = takingAcls(request);
    bucket.replaceAcl(requested.replacement(request));
    answer.status(HttpServletResponse.SC_OK);
  }

  void putOfObject(S3Request request, S3Answer answer) throws IOException {
    Bucket bucket = takingAcls(request);
    bucket.replaceAcl(request.key(), requested.replacement(request));
    answer.status(HttpServletResponse.SC_OK);
  }

  private Bucket takingAcls(S3Request request) {
    Bucket bucket = store.bucket(request.bucket());
    if (!bucket.attributes().takesAcls()) {
      throw S3Error.AccessControlListNotSupported.because(
          "The bucket does not allow ACLs; use a bucket policy, or make the bucket with the object ownership BucketOwnerPreferred.");
    }
    return bucket;
  }

  private void write(Bucket bucket, Optional<AccessControlList> acl, S3Answer answer)
      throws IOException {
    Grantee.CanonicalUser owner = requested.owner();
    AccessControlList list =
        acl.filter(one -> bucket.attributes().takesAcls())
            .orElseGet(() -> CannedAcl.PRIVATE.list(owner, owner));
    XmlAnswer xml = XmlAnswer.of("AccessControlPolicy");
    xml.open("Owner").element("ID", owner.id()).close().open("AccessControlList");
    for (Grant grant : list.grants()) {
      boolean group = grant.grantee() instanceof Group;
      xml.open("Grant")
          .open(
              "Grantee",
              "xmlns:xsi=\"%s\" xsi:type=\"%s\""
                  .formatted(INSTANCE, group ? "Group" : "CanonicalUser"));
      if (grant.grantee() instanceof Group one) {
        xml.element("URI", one.uri());
      } else if (grant.grantee() instanceof Grantee.CanonicalUser user) {
        xml.element("ID", user.id());
      }
      xml.close().element("Permission", grant.permission().name()).close();
    }
    answer.xml(xml);
  }
}

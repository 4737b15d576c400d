package io.ostiary.depot.s3;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.BucketAttributes;
import io.ostiary.depot.store.BucketName;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.Page;
import io.ostiary.realm.directory.ResourcePolicies;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Buckets: list, make, look at, delete. */
final class BucketOperations {
  private static final int MOST_BYTES = 1 << 12;
  private static final int MOST_BUCKETS = 10_000;

  /** What S3 calls the place whose name a location leaves out. */
  private static final String DEFAULT_REGION = "us-east-1";

  private final ObjectStore store;
  private final ResourcePolicies policies;
  private final BucketArn arn;
  private final RequestedAcl acls;

  BucketOperations(ObjectStore store, ResourcePolicies policies, BucketArn arn, RequestedAcl acls) {
    this.arn = arn;
    this.acls = acls;
    this.store = store;
    this.policies = policies;
  }

  void list(S3Request request, S3Answer answer) throws IOException {
    String prefix = request.query().orEmpty("prefix");
    int limit = request.query().number("max-buckets", 1, MOST_BUCKETS, MOST_BUCKETS);
    String after = PageToken.read(request.query().orEmpty("continuation-token"));
    Page<Bucket> page = store.list(new Page.Query(prefix, "", after, limit));
    XmlAnswer xml = XmlAnswer.of("ListAllMyBucketsResult");
    xml.open("Owner").element("ID", acls.owner().id()).close().open("Buckets");
    for (Bucket bucket : page.entries()) {
      xml.open("Bucket")
          .element("Name", bucket.name())
          .element("CreationDate", Times.xml(bucket.created()))
          .close();
    }
    xml.close();
    if (!prefix.isEmpty()) {
      xml.element("Prefix", prefix);
    }
    if (page.last() != null) {
      xml.element("ContinuationToken", PageToken.write(page.last()));
    }
    answer.xml(xml);
  }

  void create(S3Request request, S3Answer answer) throws IOException {
    String name = request.bucket();
    if (!BucketName.isValid(name)) {
      throw S3Error.InvalidBucketName.because(
          "The specified bucket is not valid: use 3 to 63 of a-z, 0-9, `.`, `_` and `-`, with a letter or digit first and last.");
    }
    boolean takesAcls = takesAcls(request);
    BucketAttributes attributes =
        new BucketAttributes(location(request), takesAcls, acls.forNewBucket(request, takesAcls));
    store.create(name, attributes, () -> policies.delete(arn.of(name)));
    answer.header("Location", "/" + name).status(HttpServletResponse.SC_OK);
  }

  /** Whether access-control lists count. Who writes an object never owns it here. */
  private static boolean takesAcls(S3Request request) {
    String ownership = request.header(S3Request.OWNERSHIP).orElse("BucketOwnerEnforced");
    return switch (ownership) {
      case "BucketOwnerEnforced" -> false;
      case "BucketOwnerPreferred" -> true;
      default ->
          throw S3Error.InvalidArgument.because(
              "`%s` is not an object ownership of Depot; write `BucketOwnerEnforced`, or `BucketOwnerPreferred` to have ACLs."
                  .formatted(ownership));
    };
  }

  private static String location(S3Request request) throws IOException {
    if (request.contentLength().orElse(0L) == 0) {
      return "";
    }
    return XmlElement.read(SmallBody.read(request, MOST_BYTES), "CreateBucketConfiguration")
        .text("LocationConstraint")
        .orElse("");
  }

  void head(S3Request request, S3Answer answer) {
    String location = store.bucket(request.bucket()).attributes().location();
    answer
        .header("x-amz-bucket-region", location.isEmpty() ? DEFAULT_REGION : location)
        .status(HttpServletResponse.SC_OK);
  }

  void location(S3Request request, S3Answer answer) throws IOException {
    String location = store.bucket(request.bucket()).attributes().location();
    answer.xml(XmlAnswer.of("LocationConstraint").text(location));
  }

  void delete(S3Request request, S3Answer answer) {
    String name = request.bucket();
    store.delete(name, () -> policies.delete(arn.of(name)));
    answer.status(HttpServletResponse.SC_NO_CONTENT);
  }
}

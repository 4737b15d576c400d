package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Policies that are attached to a bucket: they take away from its users, and give to strangers. */
class BucketPolicyIT extends DepotInWildFly {
  private final String bucket = fresh("shelf");
  private final String other = fresh("cellar");

  @BeforeEach
  void makeBuckets() {
    depot.newBucket(bucket);
    depot.newBucket(other);
    depot.newObject(bucket, "open.txt", "for all to read");
    depot.newObject(bucket, "shut.txt", "not for all to read");
    depot.newObject(other, "open.txt", "another bucket's");
  }

  @Test
  void aDenyOnTheBucketBeatsTheUsersOwnAllow() throws Exception {
    String user = fresh("lucy");
    AwsCredentials key = depot.newObjectKeeper(user);
    depot.putBucketPolicy(
        bucket,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::%s:user/%s"},
                       "Action": "s3:PutObject", "Resource": "arn:aws:s3:::%s/*"}}
        """
            .formatted(depot.accountId(), user, bucket));
    Set<String> before = depot.everything();

    RawAnswer refusal =
        Signer.of(depot, key, "s3").sign("PUT", "/" + bucket + "/new", "x").send(depot.endpoint());
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.code()).isEqualTo("AccessDenied");
    assertThat(refusal.message())
        .contains("user/" + user)
        .contains("s3:PutObject")
        .contains("with an explicit deny in a resource-based policy");
    assertThat(depot.everything()).isEqualTo(before);

    try (S3Client s3 = depot.s3(key)) {
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("open.txt")).asUtf8String())
          .isEqualTo("for all to read");
      s3.putObject(r -> r.bucket(other).key("new"), RequestBody.fromString("x"));
      assertThat(depot.everything())
          .contains("object %s/new 1 \"9dd4e461268c8034f5c8564e155c67a6\"".formatted(other));
    }
  }

  @Test
  void anAllowOnTheBucketServesAUserWithoutPolicy() {
    String user = fresh("guest");
    AwsCredentials key = depot.newUser(user);
    depot.putBucketPolicy(
        bucket,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:user/%s"},
                       "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/open.txt"}}
        """
            .formatted(depot.accountId(), user, bucket));

    try (S3Client s3 = depot.s3(key)) {
      assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("open.txt")).asUtf8String())
          .isEqualTo("for all to read");
      assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("shut.txt")))
          .isInstanceOfSatisfying(
              S3Exception.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void anObjectForEveryoneIsReadWithoutSignatureAndNothingElseIs() throws Exception {
    depot.putBucketPolicy(
        bucket,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": "arn:aws:s3:::%s/open.txt"}}
        """
            .formatted(bucket));
    Set<String> before = depot.everything();

    RawAnswer read = anonymous("GET", "/" + bucket + "/open.txt");
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body()).contains("for all to read");
    RawAnswer head = anonymous("HEAD", "/" + bucket + "/open.txt");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();

    for (String refused :
        new String[] {
          "GET /",
          "GET /" + bucket,
          "GET /" + bucket + "?list-type=2",
          "GET /" + bucket + "?policy",
          "GET /" + bucket + "?location",
          "GET /" + bucket + "/shut.txt",
          "HEAD /" + bucket + "/shut.txt",
          "GET /" + bucket + "/open.txt/",
          "GET /" + bucket + "/OPEN.TXT",
          "GET /" + other + "/open.txt",
          "PUT /" + bucket + "/open.txt",
          "PUT /" + bucket + "/new.txt",
          "PUT /" + fresh("bucket"),
          "DELETE /" + bucket + "/open.txt",
          "DELETE /" + bucket,
          "DELETE /" + bucket + "?policy",
          "POST /" + bucket + "?delete",
          "POST /" + bucket + "/new.txt?uploads",
        }) {
      RawAnswer answer =
          anonymous(
              refused.substring(0, refused.indexOf(' ')),
              refused.substring(refused.indexOf(' ') + 1));
      assertThat(answer.status()).as("%s answered %s", refused, answer).isEqualTo(403);
      if (!refused.startsWith("HEAD")) {
        assertThat(answer.code()).as(refused).isEqualTo("AccessDenied");
      }
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  @Test
  void removingThePolicyShutsTheObjectAgain() throws Exception {
    depot.putBucketPolicy(
        bucket,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": "arn:aws:s3:::%s/*"}}
        """
            .formatted(bucket));
    assertThat(anonymous("GET", "/" + bucket + "/shut.txt").status()).isEqualTo(200);

    try (S3Client s3 = depot.s3(depot.root())) {
      s3.deleteBucketPolicy(request -> request.bucket(bucket));
    }
    assertThat(anonymous("GET", "/" + bucket + "/shut.txt").status()).isEqualTo(403);
  }

  @Test
  void aNewBucketOfAnOldNameDoesNotInheritItsPolicy() throws Exception {
    String reused = fresh("reused");
    depot.newBucket(reused);
    depot.putBucketPolicy(
        reused,
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": "arn:aws:s3:::%s/*"}}
        """
            .formatted(reused));
    try (S3Client s3 = depot.s3(depot.root())) {
      s3.deleteBucket(request -> request.bucket(reused));
    }
    depot.newBucket(reused);
    depot.newObject(reused, "later.txt", "not for all to read");

    assertThat(anonymous("GET", "/" + reused + "/later.txt").status()).isEqualTo(403);
  }

  private RawAnswer anonymous(String method, String target) throws Exception {
    return RawRequest.of(method, target).send(depot.endpoint());
  }
}

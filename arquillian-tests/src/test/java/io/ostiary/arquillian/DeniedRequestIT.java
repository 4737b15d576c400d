package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What policies refuse: AWS's status, code and sentence, and nothing done. */
class DeniedRequestIT extends DepotInWildFly {

  @Test
  void aUserWithoutPolicyMayDoNothingAndLearnsWhoWhatAndWhy() {
    String user = fresh("nobody");
    AwsCredentials key = depot.newUser(user);
    String bucket = fresh("bucket");
    Set<String> before = depot.everything();

    try (S3Client s3 = depot.s3(key)) {
      assertThatThrownBy(() -> s3.createBucket(request -> request.bucket(bucket)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(403);
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("arn:aws:iam::" + depot.accountId() + ":user/" + user)
                    .contains("is not authorized to perform: s3:CreateBucket on resource: ")
                    .contains("arn:aws:s3:::" + bucket)
                    .contains("because no identity-based policy allows the s3:CreateBucket action");
                assertThat(refusal.requestId()).isNotBlank();
              });
      assertThatThrownBy(s3::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  @Test
  void anExplicitDenyBeatsAnAllowOfEverything() {
    String user = fresh("lucas");
    AwsCredentials key =
        depot.newUser(
            user,
            """
            {"Version": "2012-10-17",
             "Statement": [
               {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
               {"Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*"}]}
            """);
    String bucket = fresh("bucket");
    Set<String> before = depot.everything();

    try (S3Client s3 = depot.s3(key)) {
      assertThat(s3.listBuckets().buckets()).isNotNull();
      assertThatThrownBy(() -> s3.createBucket(request -> request.bucket(bucket)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(403);
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("user/" + user)
                    .contains("s3:CreateBucket")
                    .contains("with an explicit deny in an identity-based policy");
              });
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  @Test
  void aUserOfDepotMayNotAdministerTheDirectory() {
    String user = fresh("mallory");
    AwsCredentials key = depot.newObjectKeeper(user);
    Set<String> before = depot.everything();

    try (IamClient iam = depot.iam(key)) {
      assertThatThrownBy(() -> iam.createUser(request -> request.userName(fresh("puppet"))))
          .isInstanceOfSatisfying(
              IamException.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(403);
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("user/" + user)
                    .contains("is not authorized to perform: iam:CreateUser on resource: ")
                    .contains("because no identity-based policy allows the iam:CreateUser action");
              });
      assertThatThrownBy(
              () ->
                  iam.putUserPolicy(
                      request ->
                          request
                              .userName(user)
                              .policyName("all")
                              .policyDocument(
                                  """
                                  {"Version": "2012-10-17",
                                   "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                                  """)))
          .isInstanceOfSatisfying(
              IamException.class, refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  @Test
  void copyingNeedsTheSourceToBeReadableToo() {
    String open = fresh("open");
    String vault = fresh("vault");
    depot.newBucket(open);
    depot.newBucket(vault);
    depot.newObject(vault, "secret.txt", "the secret");
    AwsCredentials key =
        depot.newUser(
            fresh("copyist"),
            """
            {"Version": "2012-10-17",
             "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"]}}
            """
                .formatted(open));
    Set<String> before = depot.everything();

    try (S3Client s3 = depot.s3(key)) {
      assertThatThrownBy(
              () ->
                  s3.copyObject(
                      request ->
                          request
                              .sourceBucket(vault)
                              .sourceKey("secret.txt")
                              .destinationBucket(open)
                              .destinationKey("mine.txt")))
          .isInstanceOfSatisfying(
              S3Exception.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(403);
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("s3:GetObject")
                    .contains("arn:aws:s3:::" + vault + "/secret.txt");
              });
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET,    /{bucket}?lifecycle",
    "GET,    /{bucket}?website",
    "PUT,    /{bucket}?lifecycle",
    "DELETE, /{bucket}?cors",
    "GET,    /{bucket}/kept.txt?torrent",
    "PUT,    /{bucket}/kept.txt?tagging&acl",
    "PATCH,  /x",
    "PATCH,  /{bucket}/kept.txt",
    "OPTIONS,/{bucket}",
    "POST,   /{bucket}/kept.txt",
  })
  void aRequestThatNoDefinitionNamesIsDeniedEvenToRoot(String method, String target)
      throws Exception {
    String bucket = fresh("bucket");
    depot.newBucket(bucket);
    depot.newObject(bucket, "kept.txt", "kept");
    Set<String> before = depot.everything();

    RawAnswer answer =
        Signer.of(depot, depot.root(), "s3")
            .sign(method, target.replace("{bucket}", bucket), "")
            .send(depot.endpoint());

    assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
    assertThat(depot.everything()).isEqualTo(before);
  }
}

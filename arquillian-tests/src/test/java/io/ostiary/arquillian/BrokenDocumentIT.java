package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A policy that cannot be read is refused when it is stored, with its place and what to write. */
class BrokenDocumentIT extends DepotInWildFly {
  private final String bucket = fresh("bucket");
  private final String user = fresh("user");

  @BeforeEach
  void makeABucketAndAUser() {
    depot.newBucket(bucket);
    depot.newUser(user);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void isRefusedAsABucketPolicy(String what, String statement, String found, String remedy) {
    Set<String> before = depot.everything();
    try (S3Client s3 = depot.s3(depot.root())) {
      assertThatThrownBy(
              () ->
                  s3.putBucketPolicy(
                      r -> r.bucket(bucket).policy(document("\"Principal\": \"*\", " + statement))))
          .isInstanceOfSatisfying(
              S3Exception.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(400);
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("MalformedPolicy");
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("line 3", "column ", found, remedy);
              });
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void isRefusedAsAUsersPolicy(String what, String statement, String found, String remedy) {
    Set<String> before = depot.everything();
    try (IamClient iam = depot.iam(depot.root())) {
      assertThatThrownBy(
              () ->
                  iam.putUserPolicy(
                      r ->
                          r.userName(user)
                              .policyName("broken")
                              .policyDocument(document(statement))))
          .isInstanceOfSatisfying(
              IamException.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(400);
                assertThat(refusal.awsErrorDetails().errorCode())
                    .isEqualTo("MalformedPolicyDocument");
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .contains("line 3", "column ", found, remedy);
              });
    }
    assertThat(depot.everything()).isEqualTo(before);
  }

  static Stream<Arguments> broken() {
    String resource = "\"Resource\": \"arn:aws:s3:::b/*\"";
    return Stream.of(
        Arguments.of(
            "an effect in lower case",
            "\"Effect\": \"allow\", \"Action\": \"s3:GetObject\", " + resource,
            "allow",
            "Allow"),
        Arguments.of(
            "an unknown element",
            "\"Effect\": \"Deny\", \"Actions\": \"s3:GetObject\", " + resource,
            "Actions",
            "Action"),
        Arguments.of(
            "an element twice",
            "\"Effect\": \"Deny\", \"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", "
                + resource,
            "Effect",
            "Effect"),
        Arguments.of(
            "an unknown condition operator",
            "\"Effect\": \"Deny\", \"Action\": \"s3:GetObject\", "
                + resource
                + ", \"Condition\": {\"StringIs\": {\"aws:username\": \"x\"}}",
            "StringIs",
            "String"));
  }

  private static String document(String statement) {
    return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {" + statement + "}\n}\n";
  }
}

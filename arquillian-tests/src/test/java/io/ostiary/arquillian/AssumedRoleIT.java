package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Roles through what the stock clients have for them: {@code role_arn} and {@code source_profile}
 * in {@code ~/.aws/config}, and the providers of the SDKs, which fetch and refresh by themselves.
 */
class AssumedRoleIT extends DepotInWildFly {
  private static final String READ_ONLY =
      """
      {"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Action": ["s3:List*", "s3:Get*"], "Resource": "*"}}
      """;

  @TempDir Path directory;
  private final String user = fresh("ruth");
  private final String role = fresh("reader");
  private AwsCredentials ruth;

  @BeforeEach
  void makeARole() {
    ruth = depot.newUser(user);
    try (IamClient iam = depot.iam(depot.root())) {
      iam.createRole(
          r ->
              r.roleName(role)
                  .assumeRolePolicyDocument(
                      """
                      {"Version": "2012-10-17", "Statement": {
                        "Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::%s:user/%s"},
                        "Condition": {"StringEquals": {"sts:ExternalId": "4711"}}}}
                      """
                          .formatted(depot.accountId(), user)));
      iam.putRolePolicy(r -> r.roleName(role).policyName("read").policyDocument(READ_ONLY));
    }
  }

  private String roleArn() {
    return "arn:aws:iam::" + depot.accountId() + ":role/" + role;
  }

  private String config() {
    return """
        [default]
        region = us-east-1
        [profile reader]
        region = us-east-1
        role_arn = %s
        source_profile = ruth
        external_id = 4711
        role_session_name = from-the-profile
        [profile stranger]
        region = us-east-1
        role_arn = %s
        source_profile = ruth
        role_session_name = from-the-profile
        """
        .formatted(roleArn(), roleArn());
  }

  private Program aws() throws IOException {
    AwsCli unused = new AwsCli(directory, depot).profile("ruth", ruth).configuration(config());
    Map<String, String> environment = new HashMap<>(AwsCli.environment(directory, depot));
    environment.put("HOME", directory.toString());
    return new Program(directory, environment);
  }

  @Test
  void theCommandLineAssumesTheRoleOfAProfileAndAgainWhenItsTimeIsOver() throws Exception {
    Program aws = aws();
    String bucket = fresh("roles");
    depot.newBucket(bucket);

    assertThat(aws.run("aws", "--profile", "reader", "sts", "get-caller-identity").succeeds().out())
        .contains(
            "arn:aws:sts::" + depot.accountId() + ":assumed-role/" + role + "/from-the-profile");
    assertThat(aws.run("aws", "--profile", "reader", "s3", "ls").succeeds().out()).contains(bucket);
    assertThat(aws.run("aws", "--profile", "reader", "s3", "rb", "s3://" + bucket).fails().err())
        .contains("AccessDenied");
    String first = cachedKey();
    aws.run("aws", "--profile", "reader", "s3", "ls").succeeds();
    assertThat(cachedKey()).as("one AssumeRole for all of it").isEqualTo(first);

    ageTheCache();
    aws.run("aws", "--profile", "reader", "s3", "ls").succeeds();
    assertThat(cachedKey()).as("and one more when its time is over").isNotEqualTo(first);

    assertThat(aws.run("aws", "--profile", "stranger", "s3", "ls").fails().err())
        .contains("AccessDenied")
        .contains("is not authorized to perform: sts:AssumeRole on resource: " + roleArn());
  }

  @Test
  void theEncodedMessageOfADenialDecodesToItsTrace() throws Exception {
    Program aws = new Program(directory, AwsCli.environment(directory, depot));
    AwsCli unused =
        new AwsCli(directory, depot).profile("ruth", ruth).profile("root", depot.root());
    String refused = aws.run("aws", "--profile", "ruth", "iam", "list-users").fails().err();
    String mark = "Encoded authorization failure message: ";
    assertThat(refused).contains("because no identity-based policy allows").contains(mark);
    String message = refused.substring(refused.indexOf(mark) + mark.length()).strip();
    assertThat(
            aws.run(
                    "aws",
                    "--profile",
                    "ruth",
                    "sts",
                    "decode-authorization-message",
                    "--encoded-message",
                    message)
                .fails()
                .err())
        .contains("AccessDenied");
    String decoded =
        aws.run(
                "aws",
                "--profile",
                "root",
                "sts",
                "decode-authorization-message",
                "--encoded-message",
                message,
                "--query",
                "DecodedMessage",
                "--output",
                "text")
            .succeeds()
            .out();
    JsonNode explanation = new ObjectMapper().readTree(decoded);
    assertThat(explanation.path("allowed").asBoolean(true)).isFalse();
    assertThat(explanation.path("context").path("action").asText()).isEqualTo("iam:ListUsers");
    assertThat(explanation.path("trace").asText()).contains("identity-based policy silent");
  }

  private Path cache() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".aws/cli/cache"))) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private String cachedKey() throws IOException {
    JsonNode cached = new ObjectMapper().readTree(Files.readString(cache()));
    return cached.path("Credentials").path("AccessKeyId").asText();
  }

  private void ageTheCache() throws IOException {
    Path file = cache();
    JsonNode cached = new ObjectMapper().readTree(Files.readString(file));
    ((ObjectNode) cached.path("Credentials")).put("Expiration", "2020-01-01T00:00:00Z");
    Files.writeString(file, cached.toString());
  }

  private StsAssumeRoleCredentialsProvider provider(StsClient sts, Duration stale) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .staleTime(stale)
        .prefetchTime(stale.plusSeconds(1))
        .refreshRequest(
            r ->
                r.roleArn(roleArn())
                    .roleSessionName("java")
                    .externalId("4711")
                    .durationSeconds(900))
        .build();
  }

  @Test
  void theJavaSdkTakesTheRoleOfAProfileToo() throws Exception {
    AwsCli unused = new AwsCli(directory, depot).profile("ruth", ruth).configuration(config());
    ProfileFile profiles =
        ProfileFile.aggregator()
            .addFile(profileFile("config", ProfileFile.Type.CONFIGURATION))
            .addFile(profileFile("credentials", ProfileFile.Type.CREDENTIALS))
            .build();
    // As AWS_ENDPOINT_URL; and there are several HTTP clients here, of which it wants to know one.
    System.setProperty("aws.endpointUrl", depot.endpoint().toString());
    System.setProperty(
        "software.amazon.awssdk.http.service.impl", UrlConnectionSdkHttpService.class.getName());
    try (ProfileCredentialsProvider reader =
        ProfileCredentialsProvider.builder().profileFile(profiles).profileName("reader").build()) {
      AwsCredentials session = reader.resolveCredentials();
      identity(session);
      assertThat(reader.resolveCredentials()).as("one AssumeRole for both").isEqualTo(session);
    } finally {
      System.clearProperty("aws.endpointUrl");
      System.clearProperty("software.amazon.awssdk.http.service.impl");
    }
  }

  private ProfileFile profileFile(String name, ProfileFile.Type type) {
    return ProfileFile.builder().content(directory.resolve(name)).type(type).build();
  }

  @Test
  void theJavaSdkKeepsASessionUntilItIsStaleAndFetchesAnother() {
    try (StsClient sts = depot.sts(ruth);
        StsAssumeRoleCredentialsProvider lasting = provider(sts, Duration.ofMinutes(1));
        StsAssumeRoleCredentialsProvider stale = provider(sts, Duration.ofMinutes(20))) {
      AwsCredentials first = lasting.resolveCredentials();
      assertThat(lasting.resolveCredentials()).isEqualTo(first);
      AwsCredentials second = stale.resolveCredentials();
      AwsCredentials third = stale.resolveCredentials();
      assertThat(third.accessKeyId()).isNotEqualTo(second.accessKeyId());
      for (AwsCredentials session : List.of(first, second, third)) {
        try (S3Client s3 = depot.s3(session)) {
          assertThat(s3.listBuckets().sdkHttpResponse().isSuccessful()).isTrue();
          assertThatThrownBy(() -> s3.createBucket(r -> r.bucket(fresh("forbidden"))))
              .isInstanceOfSatisfying(
                  S3Exception.class,
                  e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
        }
      }
    }
  }

  @Test
  void aSessionIsOverWhenItsRoleIsAndNoTokenButItsOwnGoesWithAKey() {
    try (StsClient sts = depot.sts(ruth);
        StsAssumeRoleCredentialsProvider provider = provider(sts, Duration.ofMinutes(1))) {
      AwsSessionCredentials session = (AwsSessionCredentials) provider.resolveCredentials();
      AwsSessionCredentials spoilt =
          AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), session.sessionToken() + "A");
      assertThatThrownBy(() -> identity(spoilt)).isInstanceOf(StsException.class);
      identity(session);
      try (IamClient iam = depot.iam(depot.root())) {
        iam.deleteRolePolicy(r -> r.roleName(role).policyName("read"));
        iam.deleteRole(r -> r.roleName(role));
      }
      assertThatThrownBy(() -> identity(session))
          .isInstanceOfSatisfying(
              StsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
    }
  }

  private void identity(AwsCredentials credentials) {
    try (StsClient sts = depot.sts(credentials)) {
      assertThat(sts.getCallerIdentity().arn()).contains(":assumed-role/");
    }
  }

  @Test
  void aSessionOfAUserCallsIamOnlyWithMfaAndAFederatedUserNeither() {
    AwsCredentials admin =
        depot.newUser(
            fresh("admin"),
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    try (StsClient sts = depot.sts(admin)) {
      AwsCredentials own = session(sts.getSessionToken().credentials());
      AwsCredentials federated =
          session(
              sts.getFederationToken(
                      r ->
                          r.name("bob")
                              .policy(READ_ONLY.replace("\"s3:List*\", \"s3:Get*\"", "\"*\"")))
                  .credentials());
      for (AwsCredentials session : List.of(own, federated)) {
        try (IamClient iam = depot.iam(session);
            S3Client s3 = depot.s3(session);
            StsClient again = depot.sts(session)) {
          assertThat(s3.listBuckets().sdkHttpResponse().isSuccessful()).isTrue();
          assertThatThrownBy(iam::listUsers)
              .isInstanceOfSatisfying(
                  IamException.class,
                  e ->
                      assertThat(e.awsErrorDetails().errorCode())
                          .isEqualTo("InvalidClientTokenId"));
          assertThatThrownBy(again::getSessionToken)
              .hasMessageContaining("Cannot call GetSessionToken with session credentials");
          assertThat(again.getCallerIdentity().account()).isEqualTo(depot.accountId());
        }
      }
    }
  }

  private static AwsCredentials session(
      software.amazon.awssdk.services.sts.model.Credentials credentials) {
    return AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }
}

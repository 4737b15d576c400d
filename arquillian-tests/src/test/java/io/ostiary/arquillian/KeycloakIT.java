package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Tokens and assertions of a real Keycloak, exchanged for sessions of roles by stock clients. */
@Tag("keycloak")
class KeycloakIT extends DepotInWildFly {
  @TempDir Path directory;

  private Keycloak keycloak;
  private String bucket;

  @BeforeEach
  void trustIt() throws Exception {
    Program.assumePresent("aws");
    keycloak = Keycloak.running();
    bucket = fresh("federated");
    depot.newBucket(bucket);
    depot.newObject(bucket, "red", "all is well");
  }

  /** A role that whoever fulfils a condition may have, and that reads the test's bucket. */
  private String role(String action, String provider, String condition) {
    String name = fresh("staff");
    String arn = depot.newRole(name, provider, action, condition);
    try (IamClient iam = depot.iam(depot.root())) {
      iam.putRolePolicy(
          request ->
              request
                  .roleName(name)
                  .policyName("of-the-test")
                  .policyDocument(
                      """
                      {"Version": "2012-10-17", "Statement": [
                       {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
                       {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"],
                       "Resource": ["arn:aws:s3:::%s", "arn:aws:s3:::%s/*"]}]}
                      """
                          .formatted(bucket, bucket)));
      return arn;
    }
  }

  /** A role for whoever has Keycloak's role {@code admin}, by the client {@code depot}. */
  private String adminsRole() {
    String host = keycloak.issuerHost();
    return role(
        "sts:AssumeRoleWithWebIdentity",
        keycloak.trustedBy(depot),
        """
        "StringLike": {"%s:aud": "depot*"},
        "ForAnyValue:StringEquals": {"%s:claim/realm_access.roles": "admin"}
        """
            .formatted(host, host));
  }

  private Program aws(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(AwsCli.environment(directory, depot));
    environment.put("HOME", directory.toString());
    environment.putAll(more);
    return new Program(directory, environment);
  }

  private Program awsWithToken(String role, String token) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), token);
    return aws(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", file.toString(), "AWS_ROLE_ARN", role));
  }

  private AssumeRoleWithWebIdentityResponse exchange(String role, String token) {
    try (StsClient sts = depot.sts()) {
      return sts.assumeRoleWithWebIdentity(
          request -> request.roleArn(role).roleSessionName("job").webIdentityToken(token));
    }
  }

  @Test
  void aTokenFileAndARoleAreEnoughForTheStockCommand() throws Exception {
    Program aws = awsWithToken(adminsRole(), keycloak.idToken("depot", "alice"));

    assertThat(aws.run("aws", "s3", "ls").succeeds().out()).contains(bucket);
    assertThat(aws.run("aws", "s3", "cp", "s3://" + bucket + "/red", "-").succeeds().out())
        .isEqualTo("all is well");
    assertThat(
            aws.run("aws", "--region", "us-east-1", "sts", "get-caller-identity").succeeds().out())
        .contains(":assumed-role/");
    assertThat(aws.run("aws", "s3", "rm", "s3://" + bucket + "/red").fails().err())
        .contains("AccessDenied");
  }

  @Test
  void whoeverTheTrustPolicyDoesNotMeanGetsNothing() throws Exception {
    Program aws = awsWithToken(adminsRole(), keycloak.idToken("depot", "bob"));

    assertThat(aws.run("aws", "s3", "ls").fails().err())
        .contains("AccessDenied", "sts:AssumeRoleWithWebIdentity");
  }

  @ParameterizedTest(name = "a token signed with {0}")
  @ValueSource(strings = {"es256", "ps512", "eddsa"})
  void itsOtherAlgorithmsHold(String algorithm) throws Exception {
    String host = keycloak.issuerHost();
    String role =
        role(
            "sts:AssumeRoleWithWebIdentity",
            keycloak.trustedBy(depot),
            "\"StringEquals\": {\"%s:aud\": \"depot-%s\"}".formatted(host, algorithm));

    AssumeRoleWithWebIdentityResponse answer =
        exchange(role, keycloak.idToken("depot-" + algorithm, "alice"));

    assertThat(answer.provider()).isEqualTo(keycloak.issuer());
    assertThat(answer.audience()).isEqualTo("depot-" + algorithm);
    assertThat(answer.subjectFromWebIdentityToken()).hasSize(36);
  }

  @Test
  void anAccessTokenIsNoIdToken() throws Exception {
    assertThat(depot.exchangeToken(adminsRole(), keycloak.accessToken("depot", "alice")))
        .isEqualTo("InvalidIdentityToken");
  }

  @ParameterizedTest(name = "a response of its client {0}")
  @ValueSource(strings = {"both", "encrypted"})
  void aResponseIsExchangedByTheStockCommandOnce(String client) throws Exception {
    String provider = keycloak.trustedBySamlOf(depot);
    String role =
        role(
            "sts:AssumeRoleWithSAML",
            provider,
            "\"StringEquals\": {\"saml:sub_type\": \"persistent\"}");
    keycloak.offer("alice", role + ',' + provider);
    String response = keycloak.samlResponse(client, "alice");
    String[] exchange = {
      "aws",
      "sts",
      "assume-role-with-saml",
      "--role-arn",
      role,
      "--principal-arn",
      provider,
      "--saml-assertion",
      "file://" + Files.writeString(directory.resolve("response"), response)
    };

    JsonNode answer = new ObjectMapper().readTree(aws(Map.of()).run(exchange).succeeds().out());

    assertThat(answer.path("AssumedRoleUser").path("Arn").asText()).endsWith("/alice");
    assertThat(answer.path("SubjectType").asText()).isEqualTo("persistent");
    assertThat(answer.path("Issuer").asText()).isEqualTo(keycloak.issuer());
    JsonNode credentials = answer.path("Credentials");
    Program aws =
        aws(
            Map.of(
                "AWS_ACCESS_KEY_ID", credentials.path("AccessKeyId").asText(),
                "AWS_SECRET_ACCESS_KEY", credentials.path("SecretAccessKey").asText(),
                "AWS_SESSION_TOKEN", credentials.path("SessionToken").asText(),
                "AWS_DEFAULT_REGION", "us-east-1"));
    assertThat(aws.run("aws", "s3", "ls", "s3://" + bucket).succeeds().out()).contains("red");
    assertThat(aws(Map.of()).run(exchange).fails().err()).contains("IDPRejectedClaim");
  }

  @Test
  void whoeverTheAttributesDoNotMeanGetsNothing() throws Exception {
    String provider = keycloak.trustedBySamlOf(depot);
    String role =
        role(
            "sts:AssumeRoleWithSAML",
            provider,
            "\"ForAnyValue:StringEquals\": {\"saml:groups\": \"/staff\"}");
    keycloak.offer("alice", role + ',' + provider);
    keycloak.offer("bob", role + ',' + provider);

    assertThat(depot.exchangeResponse(role, provider, keycloak.samlResponse("both", "bob")))
        .contains("AccessDenied");
    assertThat(depot.exchangeResponse(role, provider, keycloak.samlResponse("both", "alice")))
        .isEmpty();
  }

  @Test
  void anAccessTokenGoesWithTheRequestItself() throws Exception {
    String host = keycloak.issuerHost();
    String provider = keycloak.trustedBy(depot);
    String role =
        role(
            "sts:AssumeRoleWithWebIdentity",
            provider,
            "\"StringEquals\": {\"%s:azp\": \"depot\"}".formatted(host));
    try (IamClient iam = depot.iam(depot.root())) {
      iam.tagOpenIDConnectProvider(
          request ->
              request
                  .openIDConnectProviderArn(provider)
                  .tags(
                      Keycloak.tag("bearer-audiences", "depot-api"),
                      Keycloak.tag("bearer-claim-typ", "Bearer"),
                      Keycloak.tag(
                          "bearer-role-1",
                          role.substring(role.lastIndexOf('/') + 1)
                              + " if claim/realm_access.roles=admin")));
    }
    String alice = keycloak.accessToken("depot", "alice");

    assertThat(bearer("GET", "/" + bucket + "/red", alice)).isEqualTo("200 all is well");
    assertThat(bearer("GET", "/" + bucket + "/red", alice)).isEqualTo("200 all is well");
    assertThat(bearer("DELETE", "/" + bucket + "/red", alice)).startsWith("403");
    assertThat(bearer("GET", "/" + bucket + "/red", keycloak.accessToken("depot", "bob")))
        .startsWith("403");
    assertThat(bearer("GET", "/" + bucket + "/red", keycloak.idToken("depot", "alice")))
        .startsWith("401");
    assertThat(bearer("GET", "/" + bucket + "/red", alice.substring(0, alice.length() - 1)))
        .startsWith("401");
  }

  private String bearer(String method, String path, String token) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(depot.endpoint().resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}

package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers of ours elsewhere: by a token that anybody verifies who knows the account's issuer. */
class OutboundFederationTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String ACCOUNT = "123456789012";
  private static final Map<String, String> ROOT =
      Map.of(
          "AWS_ACCESS_KEY_ID", Administrator.KEY.accessKeyId(),
          "AWS_SECRET_ACCESS_KEY", Administrator.KEY.secretAccessKey());

  @TempDir Path directory;
  private Records records;
  private StockAws aws;
  private String issuer;

  /** The issuer is named before the server starts, so its port is chosen beforehand. */
  @BeforeEach
  void start() throws Exception {
    StockAws.assumePresent();
    int port = freePort();
    issuer = "http://127.0.0.1:" + port + "/.ostiary/sts/" + ACCOUNT;
    Map<String, String> settings = new HashMap<>();
    settings.put("ostiary.data", directory.resolve("data").toString());
    settings.put("ostiary.account-id", ACCOUNT);
    settings.put("ostiary.external-url", "http://127.0.0.1:" + port);
    settings.put("ostiary.root-access-key-id", Administrator.KEY.accessKeyId());
    settings.put("ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey());
    records = Records.startAt(port, APPLICATION, settings);
    aws = new StockAws(directory, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  private String token(String algorithm) throws Exception {
    return aws.run(
            ROOT,
            "sts get-web-identity-token --audience records --signing-algorithm "
                + algorithm
                + " --tags Key=job,Value=7 --query WebIdentityToken --output text")
        .succeeds()
        .strip();
  }

  @Test
  void anIssuerIsFoundByTheAddressThatIamNamesAndOnlyWhileItIsSwitchedOn() throws Exception {
    assertThat(get(issuer + "/.well-known/openid-configuration").statusCode()).isEqualTo(404);
    assertThat(
            aws.run(ROOT, "sts get-web-identity-token --audience a --signing-algorithm ES384")
                .fails())
        .contains("OutboundWebIdentityFederationDisabledException");

    assertThat(aws.run(ROOT, "iam enable-outbound-web-identity-federation").succeeds())
        .contains(issuer);

    for (String algorithm : Set.of("RS256", "ES384")) {
      JWTClaimsSet claims = verified(token(algorithm), algorithm);
      assertThat(claims.getIssuer()).isEqualTo(issuer);
      assertThat(claims.getAudience()).containsExactly("records");
      assertThat(claims.getSubject()).isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
    }
    aws.run(ROOT, "iam disable-outbound-web-identity-federation").succeeds();
    assertThat(get(issuer + "/.well-known/jwks.json").statusCode()).isEqualTo(404);
    assertThat(get(issuer.replace(ACCOUNT, "000000000000") + "/.well-known/jwks.json").statusCode())
        .isEqualTo(404);
  }

  /** As whoever is told of the issuer alone would. */
  private JWTClaimsSet verified(String token, String algorithm) throws Exception {
    HttpResponse<String> discovery = get(issuer + "/.well-known/openid-configuration");
    JsonNode metadata = new ObjectMapper().readTree(discovery.body());
    assertThat(metadata.path("issuer").asText()).isEqualTo(issuer);
    HttpResponse<String> keys = get(metadata.path("jwks_uri").asText());
    assertThat(keys.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    assertThat(keys.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
    assertThat(keys.body()).doesNotContain("\"d\"", "\"p\"");
    DefaultJWTProcessor<?> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.parse(algorithm), new ImmutableJWKSet<>(JWKSet.parse(keys.body()))));
    return processor.process(token, null);
  }

  @Test
  void aTokenOfOursOpensARoleWhereTheIssuerIsTrusted() throws Exception {
    aws.run(ROOT, "iam enable-outbound-web-identity-federation").succeeds();
    aws.run(ROOT, "iam create-open-id-connect-provider --client-id-list records --url " + issuer)
        .succeeds();
    String host = issuer.substring("http://".length());
    aws.run(
            ROOT,
            "iam create-role --role-name guest --assume-role-policy-document",
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
             "Principal": {"Federated": "arn:aws:iam::%s:oidc-provider/%s"},
             "Action": "sts:AssumeRoleWithWebIdentity",
             "Condition": {"StringEquals": {"%s:sub": "arn:aws:iam::%s:root"}}}}
            """
                .formatted(ACCOUNT, host, host, ACCOUNT))
        .succeeds();
    Map<String, String> guest =
        Map.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            Files.writeString(directory.resolve("token"), token("RS256")).toString(),
            "AWS_ROLE_ARN",
            "arn:aws:iam::" + ACCOUNT + ":role/guest");

    assertThat(aws.run(guest, "sts get-caller-identity").succeeds())
        .contains(":assumed-role/guest/");
  }
}

package io.ostiary.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The tutorial, step by step, with its own service definition and policy. */
class TutorialTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");

  @TempDir Path data;
  private @Nullable Records records;

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
    }
  }

  private void start() throws Exception {
    records =
        Records.start(
            APPLICATION,
            Map.of("ostiary.data", data.toString(), "ostiary.account-id", "123456789012"));
  }

  @Test
  void aUserReadsWhatItsPolicyAllowsAndTheApplicationSeesWhoItIs() throws Exception {
    start();
    HttpResponse<String> answer = signed("GET", "/records/7", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Records.REACHED)
        .containsExactly("GET /records/7 arn:aws:iam::123456789012:user/ada");
  }

  @Test
  void whatNoPolicyAllowsIsDeniedWithAwsSentence() throws Exception {
    start();
    HttpResponse<String> answer = signed("PUT", "/records/7", "x");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("User: arn:aws:iam::123456789012:user/ada is not authorized to perform")
        .contains("records:PutRecord")
        .contains("because no identity-based policy allows the records:PutRecord action");
    assertThat(Records.REACHED).isEmpty();
  }

  @Test
  void aRouteThatNoDefinitionNamesIsDenied() throws Exception {
    start();
    assertThat(signed("GET", "/other", "").statusCode()).isEqualTo(403);
    assertThat(signed("DELETE", "/records/7", "").statusCode()).isEqualTo(403);
    assertThat(Records.REACHED).isEmpty();
  }

  @Test
  void aRequestWithoutCredentialsIsAskedForThem() throws Exception {
    start();
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri("/records/7")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).contains("AWS4-HMAC-SHA256"));
    assertThat(Records.REACHED).isEmpty();
  }

  @Test
  void theFirstCredentialsAreReadableByTheirOwnerOnlyAndStayTheSameAfterARestart()
      throws Exception {
    start();
    Path credentials = data.resolve("credentials");
    String text = Files.readString(credentials);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
        .isEqualTo("rw-------");
    assertThat(text).contains("[default]", "[ada]");
    requireNonNull(records).close();
    start();
    assertThat(Files.readString(credentials)).isEqualTo(text);
    assertThat(signed("GET", "/records/8", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aStartThatDiedBeforeItWroteTheCredentialsIsMadeGood() throws Exception {
    start();
    String lost = Files.readString(data.resolve("credentials"));
    requireNonNull(records).close();
    Files.delete(data.resolve("credentials"));
    Files.delete(data.resolve("first-start.done"));
    start();
    assertThat(Files.readString(data.resolve("credentials"))).isNotEqualTo(lost);
    assertThat(signed("GET", "/records/7", "").statusCode()).isEqualTo(200);
  }

  @Test
  void losingTheMarkerOfTheFirstStartLeavesUsersAndKeysAsTheyAre() throws Exception {
    start();
    String kept = Files.readString(data.resolve("credentials"));
    requireNonNull(records).close();
    Files.delete(data.resolve("first-start.done"));
    start();
    assertThat(Files.readString(data.resolve("credentials"))).isEqualTo(kept);
    assertThat(signed("GET", "/records/7", "").statusCode()).isEqualTo(200);
  }

  @Test
  void everyRequestLeavesOneAuditLineWithoutSecrets() throws Exception {
    start();
    signed("GET", "/records/7", "");
    signed("PUT", "/records/7", "x");
    signed("GET", "/nowhere", "");
    List<String> lines = Files.readAllLines(data.resolve("audit.log"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"GetRecord\"").contains("user/ada");
    assertThat(lines.get(1)).contains("\"PutRecord\"").contains("\"errorCode\"");
    assertThat(String.join("", lines)).doesNotContain(credential("aws_secret_access_key"));
  }

  @Test
  void aBrokenServiceDefinitionStopsStartUpAndSaysWhere(@TempDir Path broken) throws Exception {
    Path folder = Files.createDirectories(broken.resolve("WEB-INF/ostiary"));
    Files.writeString(
        folder.resolve("x.service.json"), "{\n  \"service\": \"x\",\n  \"route\": 1}");
    assertThatThrownBy(() -> Records.start(broken, Map.of("ostiary.data", data.toString())))
        .rootCause()
        .hasMessageContaining("x.service.json:3:")
        .hasMessageContaining("`route`");
  }

  @Test
  void aMistypedSettingStopsStartUp() {
    assertThatThrownBy(() -> Records.start(APPLICATION, Map.of("ostiary.dta", data.toString())))
        .rootCause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did you mean `ostiary.data`?");
  }

  @Test
  void aRootKeyWithoutItsSecretStopsStartUp() {
    assertThatThrownBy(
            () ->
                Records.start(
                    APPLICATION,
                    Map.of(
                        "ostiary.data",
                        data.toString(),
                        "ostiary.root-access-key-id",
                        "AKIAIOSFODNN7EXAMPLE")))
        .rootCause()
        .hasMessageContaining("set it together with its secret");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + requireNonNull(records).port() + path);
  }

  private String credential(String name) throws IOException {
    for (String line : Files.readAllLines(data.resolve("credentials"))) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf('=') + 2);
      }
    }
    throw new AssertionError("no " + name);
  }

  private HttpResponse<String> signed(String method, String path, String body) throws Exception {
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri(path)).build();
    AwsCredentialsIdentity ada =
        AwsCredentialsIdentity.create(
            credential("aws_access_key_id"), credential("aws_secret_access_key"));
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(ada)
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "records")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpRequest.Builder http =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.toLowerCase(Locale.ROOT).equals("host")) {
                values.forEach(value -> http.header(name, value));
              }
            });
    return HttpClient.newHttpClient().send(http.build(), HttpResponse.BodyHandlers.ofString());
  }
}

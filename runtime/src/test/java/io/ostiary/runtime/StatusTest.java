package io.ostiary.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** What the installation says of itself: why it denied, how it is, what it does when it is ill. */
class StatusTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String LATEST = "/.ostiary/decisions/latest";
  private static final AwsCredentialsIdentity ROOT =
      AwsCredentialsIdentity.create(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  @TempDir Path data;
  private @Nullable Records records;

  private void start(String... more) throws Exception {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "ostiary.data", data.toString(),
                "ostiary.account-id", "123456789012",
                "ostiary.root-access-key-id", ROOT.accessKeyId(),
                "ostiary.root-secret-access-key", ROOT.secretAccessKey()));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    records = Records.start(APPLICATION, settings);
  }

  @AfterEach
  void stop() throws Exception {
    if (records != null) {
      records.close();
    }
  }

  @Test
  void aDenialIsExplainedByEitherIdOrAsTheLatest() throws Exception {
    start();
    HttpResponse<String> denied = put(ada(), "/records/7");
    assertThat(denied.statusCode()).isEqualTo(403);
    String decision = denied.headers().firstValue("x-ostiary-decision-id").orElseThrow();
    String request = denied.headers().firstValue("x-amzn-RequestId").orElseThrow();
    for (String id : List.of(decision, request, "latest")) {
      HttpResponse<String> answer = get(ROOT, "/.ostiary/decisions/" + id);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith("Decision " + decision + " on request " + request + " at ")
          .contains("ImplicitlyDenied: no identity-based policy allows it")
          .contains("records:PutRecord");
      JsonNode json =
          new ObjectMapper()
              .readTree(
                  send(
                          ROOT,
                          "GET",
                          "/.ostiary/decisions/" + id,
                          Map.of("Accept", "application/json"))
                      .body());
      assertThat(json.get("decisionId").textValue()).isEqualTo(decision);
      assertThat(json.get("enforced").booleanValue()).isTrue();
      assertThat(json.at("/trace/decision").textValue()).isEqualTo("ImplicitlyDenied");
      assertThat(json.at("/trace/remedies/0/0/add/Action").textValue())
          .isEqualTo("records:PutRecord");
    }
  }

  @Test
  void whoeverIsNotAllowedToMayNotHaveItExplained() throws Exception {
    start();
    put(ada(), "/records/7");
    HttpResponse<String> answer = get(ada(), LATEST);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("not authorized to perform: ostiary:ExplainDecision")
        .contains("arn:aws:ostiary::123456789012:decision/latest");
    assertThat(anonymously(LATEST).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"latest, 404", "0b7fb1a4-9a53-4c7e-9f0e-0123456789ab, 404", "a*, 400", "a.b, 400"})
  void whatIsNotRememberedIsNotThere(String id, int status) throws Exception {
    start();
    assertThat(get(ROOT, "/.ostiary/decisions/" + id).statusCode()).isEqualTo(status);
  }

  @Test
  void healthTellsTheDirectoryTheAuditTheModeAndWhatWasDecided() throws Exception {
    start();
    get(ada(), "/records/7");
    put(ada(), "/records/7");
    HttpResponse<String> answer = get(ROOT, "/.ostiary/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode health = new ObjectMapper().readTree(answer.body());
    assertThat(health.get("status").textValue()).isEqualTo("UP");
    assertThat(health.at("/enforcement/mode").textValue()).isEqualTo("enforce");
    assertThat(health.at("/directory/revision").longValue()).isPositive();
    assertThat(health.at("/directory/current").booleanValue()).isTrue();
    assertThat(health.at("/directory/secondsSinceCertain").longValue()).isZero();
    assertThat(health.at("/audit/mode").textValue()).isEqualTo("required");
    assertThat(health.at("/audit/lost").longValue()).isZero();
    assertThat(health.at("/requests/Allowed").longValue()).isEqualTo(2);
    assertThat(health.at("/requests/ImplicitlyDenied").longValue()).isEqualTo(1);
    assertThat(get(ada(), "/.ostiary/health").statusCode()).isEqualTo(403);
    assertThat(anonymously("/.ostiary/health").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"true, 200, UP", "false, 404, NotFound"})
  void anybodyLearnsThatItIsUpWhereThatIsWanted(String setting, int status, String text)
      throws Exception {
    start("ostiary.public-up", setting);
    HttpResponse<String> answer = anonymously("/.ostiary/up");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
  }

  @Test
  void inReportOnlyModeTheApplicationIsReachedAndOurOwnServicesAreGuardedAsEver() throws Exception {
    start("ostiary.mode", "report-only");
    assertThat(put(ada(), "/records/7").statusCode()).isEqualTo(200);
    assertThat(Records.REACHED).hasSize(1);
    assertThat(get(ada(), "/.ostiary/health").statusCode()).isEqualTo(403);
    assertThat(anonymously("/records/7").statusCode()).isEqualTo(401);
    JsonNode health = new ObjectMapper().readTree(get(ROOT, "/.ostiary/health").body());
    assertThat(health.at("/enforcement/mode").textValue()).isEqualTo("report-only");
    assertThat(health.at("/enforcement/services").textValue()).isEqualTo("records");
    List<String> lines = Files.readAllLines(data.resolve("audit.log"));
    assertThat(lines.get(0))
        .contains("\"decision\":\"ImplicitlyDenied\"", "\"mode\":\"report-only\"")
        .doesNotContain("errorCode");
    assertThat(lines.get(1)).contains("\"mode\":\"enforce\"", "errorCode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report-only: iam", "report-only: record", "off"})
  void aModeThatIsNoneStopsStartUp(String mode) {
    assertThatThrownBy(() -> start("ostiary.mode", mode))
        .rootCause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("services of the application: records");
  }

  @Test
  void onAFullDiskNothingIsLetIn() throws Exception {
    Files.createSymbolicLink(data.resolve("audit.log"), Path.of("/dev/full"));
    start();
    HttpResponse<String> answer = get(ada(), "/records/7");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Records.REACHED).isEmpty();
    assertThat(get(ROOT, "/.ostiary/health").statusCode()).isEqualTo(503);
  }

  @Test
  void onAFullDiskBestEffortLetsInAndSaysWhatIsLost() throws Exception {
    Files.createSymbolicLink(data.resolve("audit.log"), Path.of("/dev/full"));
    start("ostiary.audit-mode", "best-effort");
    assertThat(get(ada(), "/records/7").statusCode()).isEqualTo(200);
    JsonNode audit = new ObjectMapper().readTree(get(ROOT, "/.ostiary/health").body()).get("audit");
    while (audit.get("lost").longValue() == 0) { // the writer may be behind
      audit = new ObjectMapper().readTree(get(ROOT, "/.ostiary/health").body()).get("audit");
    }
    assertThat(audit.get("problem").textValue()).contains("No space left");
  }

  @Test
  void theDoctorFindsASoundInstallationSound() throws Exception {
    start();
    HttpResponse<String> answer = get(ROOT, "/.ostiary/doctor");
    assertThat(answer.statusCode()).isEqualTo(200);
    for (JsonNode diagnosis : new ObjectMapper().readTree(answer.body())) {
      assertThat(diagnosis.get("state").textValue()).as(diagnosis.toString()).isEqualTo("sound");
    }
    assertThat(answer.body())
        .contains("Undertow", "Jakarta Security is not active", "no other filter sees a request")
        .contains("records (WEB-INF/ostiary/records.service.json): 2 routes, 2 actions")
        .contains("the embedded database in `" + data + "`, revision ")
        .contains("required, `" + data.resolve("audit.log"), "plain HTTP on this machine")
        .doesNotContain(ROOT.secretAccessKey());
    assertThat(get(ada(), "/.ostiary/doctor").statusCode()).isEqualTo(403);
    assertThat(anonymously("/.ostiary/doctor").statusCode()).isEqualTo(401);
  }

  @Test
  void theDoctorNamesWhatIsWrongAndWhatMendsIt() throws Exception {
    start("ostiary.mode", "report-only");
    Path masterKey = data.resolve("master-key");
    Files.setPosixFilePermissions(masterKey, PosixFilePermissions.fromString("rw-r--r--"));
    Map<String, String> found = new HashMap<>();
    String answer =
        send(ROOT, "GET", "/.ostiary/doctor", Map.of("X-Forwarded-For", "203.0.113.9")).body();
    for (JsonNode diagnosis : new ObjectMapper().readTree(answer)) {
      found.put(
          diagnosis.get("part").textValue() + " " + diagnosis.get("state").textValue(),
          diagnosis.path("remedy").asText());
    }
    assertThat(found)
        .containsEntry("master key wrong", "chmod 600 " + masterKey)
        .containsEntry("proxies doubtful", "set `ostiary.trusted-proxies` to the proxy's address")
        .containsKeys("mode doubtful", "store sound");
  }

  private AwsCredentialsIdentity ada() throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("credentials"))) {
      int equals = line.indexOf(" = ");
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return AwsCredentialsIdentity.create(
        requireNonNull(values.get("aws_access_key_id")),
        requireNonNull(values.get("aws_secret_access_key")));
  }

  private HttpResponse<String> get(AwsCredentialsIdentity caller, String path) throws Exception {
    return send(caller, "GET", path, Map.of());
  }

  private HttpResponse<String> put(AwsCredentialsIdentity caller, String path) throws Exception {
    return send(caller, "PUT", path, Map.of());
  }

  private HttpResponse<String> anonymously(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + requireNonNull(records).port() + path);
  }

  private HttpResponse<String> send(
      AwsCredentialsIdentity caller, String method, String path, Map<String, String> headers)
      throws Exception {
    String service = path.startsWith("/.ostiary") ? "ostiary" : "records";
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(caller)
                        .request(
                            SdkHttpRequest.builder()
                                .method(SdkHttpMethod.fromValue(method))
                                .uri(uri(path))
                                .build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    HttpRequest.Builder http =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(http::header);
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.toLowerCase(Locale.ROOT).equals("host")) {
                values.forEach(value -> http.header(name, value));
              }
            });
    return HttpClient.newHttpClient().send(http.build(), BodyHandlers.ofString());
  }
}

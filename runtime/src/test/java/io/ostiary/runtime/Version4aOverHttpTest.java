package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4aHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.RegionSet;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Requests that the AWS SDK for Java signs by version 4A, with AWS's own library underneath, to a
 * server in {@code eu-west-3}.
 */
class Version4aOverHttpTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/records");
  private static final String HERE = "eu-west-3";
  private static final String RECORD = "/records/7";

  @TempDir static Path data;
  private static Records server;

  /** A request as it is sent. */
  private record Sent(String method, URI uri, Map<String, String> headers, String body) {
    Sent withBody(String other) {
      return new Sent(method, uri, headers, other);
    }

    Sent withQuery(String from, String to) {
      String changed = uri.toString().replace(from, to);
      assertThat(changed).isNotEqualTo(uri.toString());
      return new Sent(method, URI.create(changed), headers, body);
    }

    Sent withHeader(String name, String value) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(name, value);
      return new Sent(method, uri, changed, body);
    }

    /** By its name in lower case. */
    String header(String name) {
      return String.valueOf(headers.get(name));
    }

    HttpResponse<String> send() throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
      headers.forEach(request::header);
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = start(data, Map.of("ostiary.signature-4a", "true", "ostiary.regions", HERE));
  }

  private static Records start(Path data, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("ostiary.data", data.toString());
    settings.put("ostiary.account-id", "123456789012");
    settings.put("ostiary.root-access-key-id", Administrator.KEY.accessKeyId());
    settings.put("ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey());
    return Records.start(APPLICATION, settings);
  }

  @BeforeEach
  void forget() {
    Records.REACHED.clear();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private Sent signed(String method, String service, String path, String body, String regions) {
    return signed(
        Administrator.KEY, method, service, path, body, regions, Optional.empty(), server.port());
  }

  private Sent presigned(String regions) {
    return signed(
        Administrator.KEY,
        "GET",
        "records",
        RECORD,
        "",
        regions,
        Optional.of(Duration.ofMinutes(10)),
        server.port());
  }

  private static Sent signed(
      AwsCredentialsIdentity caller,
      String method,
      String service,
      String path,
      String body,
      String regions,
      Optional<Duration> lifetime,
      int port) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("http://127.0.0.1:" + port + path));
    if (path.equals("/")) {
      unsigned.putHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    SignedRequest signed =
        AwsV4aHttpSigner.create()
            .sign(
                sign -> {
                  sign.identity(caller)
                      .request(unsigned.build())
                      .payload(ContentStreamProvider.fromUtf8String(body))
                      .putProperty(AwsV4aHttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4aHttpSigner.REGION_SET, RegionSet.create(regions));
                  lifetime.ifPresent(
                      duration ->
                          sign.putProperty(
                                  AwsV4aHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                              .putProperty(AwsV4aHttpSigner.EXPIRATION_DURATION, duration));
                });
    Map<String, String> headers = new HashMap<>();
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              String folded = name.toLowerCase(Locale.ROOT);
              if (!folded.equals("host") && !folded.equals("content-length")) {
                headers.put(folded, String.join(",", values));
              }
            });
    return new Sent(method, signed.request().getUri(), headers, body);
  }

  private static void assertRefused(Sent sent, int status, String code) throws Exception {
    HttpResponse<String> answer = sent.send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(code);
    assertThat(Records.REACHED).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, "us-east-1,eu-west-3", "us-east-1,eu-*", "*"})
  void isTakenIfOneOfItsRegionsIsOurs(String regions) throws Exception {
    Sent get = signed("GET", "records", RECORD, "", regions);
    assertThat(get.header("authorization")).startsWith("AWS4-ECDSA-P256-SHA256 Credential=");
    assertThat(get.send().statusCode()).isEqualTo(200);
    assertThat(presigned(regions).send().statusCode()).isEqualTo(200);
    assertThat(Records.REACHED)
        .hasSize(2)
        .containsOnly("GET /records/7 arn:aws:iam::123456789012:root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "us-*,eu-west-1"})
  void isRefusedIfNoneIs(String regions) throws Exception {
    String why = "Credential should be scoped to a valid region";
    assertRefused(signed("GET", "records", RECORD, "", regions), 401, why);
    assertRefused(presigned(regions), 401, why);
  }

  @Test
  void coversTheBody() throws Exception {
    Sent put = signed("PUT", "records", RECORD, "a record", "eu-*");

    assertThat(put.send().statusCode()).isEqualTo(200);
    Records.REACHED.clear();
    assertRefused(put.withBody("b record"), 401, "SignatureDoesNotMatch");
    assertRefused(put.withBody(""), 401, "SignatureDoesNotMatch");
  }

  @Test
  void isRefusedIfADigitOfItIsAnother() throws Exception {
    Sent get = signed("GET", "records", RECORD, "", "*");
    String authorization = get.header("authorization");
    int first = authorization.indexOf("Signature=") + "Signature=".length();
    for (int at = first; at < authorization.length(); at += 7) {
      String digit = authorization.charAt(at) == '0' ? "1" : "0";
      String bent = authorization.substring(0, at) + digit + authorization.substring(at + 1);
      HttpResponse<String> answer = get.withHeader("authorization", bent).send();
      assertThat(answer.statusCode()).as(bent).isBetween(400, 401);
    }
    assertThat(Records.REACHED).isEmpty();
    assertThat(get.send().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Expires=600, X-Amz-Expires=601",
    "X-Amz-Region-Set=eu-%2A, X-Amz-Region-Set=%2A",
    "/records/7, /records/8",
    "%2Frecords%2F, %2Fiam%2F",
    "X-Amz-SignedHeaders=host, X-Amz-SignedHeaders=accept%3Bhost",
  })
  void isRefusedIfThePresignedQueryIsAnother(String from, String to) throws Exception {
    Sent changed = presigned("eu-*").withQuery(from, to);
    HttpResponse<String> answer = changed.send();
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 401);
    assertThat(Records.REACHED).isEmpty();
  }

  @Test
  void isRefusedIfItsSetOfRegionsIsAnother() throws Exception {
    Sent get = signed("GET", "records", RECORD, "", "eu-west-3");
    assertRefused(get.withHeader("x-amz-region-set", "eu-*"), 401, "SignatureDoesNotMatch");
    assertRefused(get.withHeader("x-amz-region-set", ""), 400, "X-Amz-Region-Set");
  }

  @Test
  void administratesAndMakesSessionsThatSignLikewise() throws Exception {
    String list = "Action=ListUsers&Version=2010-05-08";
    assertThat(signed("POST", "iam", "/", list, "*").send().body())
        .contains("<UserName>ada</UserName>");
    String make = "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900";
    String made = signed("POST", "sts", "/", make, "eu-*").send().body();
    AwsSessionCredentialsIdentity session =
        AwsSessionCredentialsIdentity.create(
            text("AccessKeyId", made), text("SecretAccessKey", made), text("SessionToken", made));

    Sent get =
        signed(session, "GET", "records", RECORD, "", "eu-*", Optional.empty(), server.port());

    assertThat(get.send().statusCode()).isEqualTo(200);
    Records.REACHED.clear();
    assertRefused(
        get.withHeader("x-amz-security-token", get.header("x-amz-security-token") + 'A'),
        401,
        "InvalidClientTokenId");
  }

  private static String text(String element, String xml) {
    int start = xml.indexOf('<' + element + '>');
    assertThat(start).as(element).isNotNegative();
    return xml.substring(start + element.length() + 2, xml.indexOf("</" + element, start));
  }

  @Test
  void isRefusedWhereNobodyWantsIt(@TempDir Path other) throws Exception {
    try (Records plain = start(other, Map.of())) {
      for (Optional<Duration> lifetime :
          List.of(Optional.<Duration>empty(), Optional.of(Duration.ofMinutes(10)))) {
        assertRefused(
            signed(Administrator.KEY, "GET", "records", RECORD, "", "*", lifetime, plain.port()),
            400,
            "AWS4-ECDSA-P256-SHA256 (Signature Version 4A) is not taken here; sign with AWS4-HMAC-SHA256");
      }
    }
  }
}

package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.signature.SignatureException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4aHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.RegionSet;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests that the AWS SDK for Java signed by version 4A, with AWS's own library underneath. */
class Version4aTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String TEXT = "text ".repeat(4_000);

  /** A signed request and its body as it goes over the wire. */
  private record Sent(SignedRequest request, @Nullable String body) {
    Sent with(UnaryOperator<String> change) {
      List<SignedRequest.Header> headers = new ArrayList<>();
      for (SignedRequest.Header header : request.headers()) {
        headers.add(new SignedRequest.Header(header.name(), change.apply(header.value())));
      }
      String query = request.rawQuery() == null ? null : change.apply(request.rawQuery());
      return new Sent(new SignedRequest(request.method(), request.rawPath(), query, headers), body);
    }
  }

  private enum Form {
    HEADER,
    PRESIGNED,
    CHUNKS,
    CHUNKS_WITH_TRAILER
  }

  private static Sent sign(Form form, String regions) throws IOException {
    boolean s3 = form != Form.HEADER;
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .protocol(form == Form.PRESIGNED ? "https" : "http")
            .host("docs.example.com")
            .method(form == Form.PRESIGNED ? SdkHttpMethod.GET : SdkHttpMethod.PUT)
            .encodedPath("/a/b%20c")
            .appendRawQueryParameter("x", "1 2")
            .build();
    boolean body = form != Form.PRESIGNED;
    var signed =
        AwsV4aHttpSigner.create()
            .sign(
                sign -> {
                  sign.request(unsigned)
                      .identity(AwsCredentialsIdentity.create(Client.ACCESS_KEY_ID, Client.SECRET))
                      .putProperty(AwsV4aHttpSigner.SERVICE_SIGNING_NAME, "docs")
                      .putProperty(AwsV4aHttpSigner.REGION_SET, RegionSet.create(regions))
                      .putProperty(AwsV4aHttpSigner.DOUBLE_URL_ENCODE, !s3)
                      .putProperty(AwsV4aHttpSigner.NORMALIZE_PATH, !s3)
                      .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
                  if (body) {
                    sign.payload(ContentStreamProvider.fromString(TEXT, UTF_8));
                  } else {
                    sign.putProperty(AwsV4aHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4aHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4aHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10));
                  }
                  if (form == Form.CHUNKS || form == Form.CHUNKS_WITH_TRAILER) {
                    sign.putProperty(AwsV4aHttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(AwsV4aHttpSigner.PAYLOAD_SIGNING_ENABLED, true);
                  }
                  if (form == Form.CHUNKS_WITH_TRAILER) {
                    sign.putProperty(
                        AwsV4aHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
                  }
                });
    String wire = null;
    if (body) {
      try (InputStream in = signed.payload().orElseThrow().newStream()) {
        wire = new String(in.readAllBytes(), ISO_8859_1);
      }
    }
    List<SignedRequest.Header> headers = new ArrayList<>();
    signed
        .request()
        .forEachHeader(
            (name, values) ->
                values.forEach(value -> headers.add(new SignedRequest.Header(name, value))));
    return new Sent(
        new SignedRequest(
            signed.request().method().name(),
            signed.request().encodedPath(),
            signed.request().encodedQueryParameters().orElse(null),
            headers),
        wire);
  }

  private static VerifiedSignature verify(Sent sent, Form form, boolean taken, String... regions)
      throws SignatureException, IOException {
    SignatureClaim claim = SignatureClaim.read(sent.request()).orElseThrow();
    Expectation expectation =
        new Expectation(
            Set.of("docs"),
            Set.of(regions),
            form == Form.HEADER ? PathRule.NORMALIZED : PathRule.AS_SENT,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            EnumSet.allOf(PayloadMode.class),
            form != Form.HEADER,
            taken);
    return new SignatureVerifier(InstantSource.fixed(NOW))
        .verify(
            sent.request(),
            claim,
            expectation,
            claim.accessKeyId().equals(Client.ACCESS_KEY_ID) ? Client.keyFor(claim) : null,
            sent.body() != null,
            () -> Client.hash(sent.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "HEADER, SIGNED",
    "PRESIGNED, UNSIGNED",
    "CHUNKS, STREAMING_SIGNED",
    "CHUNKS_WITH_TRAILER, STREAMING_SIGNED_TRAILER"
  })
  void verifiesWhatTheSdkSigned(Form form, PayloadMode mode) throws Exception {
    Sent sent = sign(form, "eu-*");

    VerifiedSignature verified = verify(sent, form, true, "eu-west-3");

    assertThat(verified.payloadMode()).isEqualTo(mode);
    assertThat(verified.claim().region()).isEmpty();
    if (mode == PayloadMode.STREAMING_SIGNED || mode == PayloadMode.STREAMING_SIGNED_TRAILER) {
      String body = String.valueOf(sent.body());
      assertThat(read(verified, body)).isEqualTo(TEXT);
      assertThat(
              catchThrowableOfType(
                      PayloadException.class,
                      () -> read(verified, body.replaceFirst("text text", "text test")))
                  .defect())
          .isEqualTo(PayloadException.Defect.SIGNATURE);
    }
  }

  private static String read(VerifiedSignature verified, String body) throws IOException {
    try (InputStream in = verified.decode(new ByteArrayInputStream(body.getBytes(ISO_8859_1)))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "eu-west-3, eu-west-3, true",
    "eu-west-3, eu-west-1, false",
    "*, eu-west-1, true",
    "eu-*, eu-west-1, true",
    "eu-*-1, eu-west-1, true",
    "eu-*-1, eu-west-3, false",
    "us-*, eu-west-1, false",
    "eu-west-3, *, true",
  })
  void isGoodForTheRegionsOfItsSetOnly(String set, String region, boolean good) throws Exception {
    Sent sent = sign(Form.HEADER, set);
    if (good) {
      VerifiedSignature verified = verify(sent, Form.HEADER, true, region);
      assertThat(verified.claim().region().isPresent()).isEqualTo(set.equals("eu-west-3"));
    } else {
      assertThat(reason(sent, Form.HEADER, true, region)).isEqualTo(Reason.WRONG_SCOPE);
    }
  }

  @Test
  void isTakenOnlyWhereItIsWanted() throws Exception {
    assertThat(reason(sign(Form.HEADER, "*"), Form.HEADER, false, "*")).isEqualTo(Reason.MALFORMED);
    assertThat(reason(sign(Form.PRESIGNED, "*"), Form.PRESIGNED, false, "*"))
        .isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eu-west-1,,x", "EU", "a b", "eu_west", "", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q"})
  void refusesAMalformedSet(String set) throws Exception {
    Sent sent = sign(Form.HEADER, "eu-central-1");
    List<SignedRequest.Header> headers = new ArrayList<>(sent.request().headers());
    headers.replaceAll(
        header ->
            header.name().equalsIgnoreCase("x-amz-region-set")
                ? new SignedRequest.Header(header.name(), set)
                : header);
    SignedRequest changed =
        new SignedRequest("PUT", sent.request().rawPath(), sent.request().rawQuery(), headers);

    assertThat(
            catchThrowableOfType(SignatureException.class, () -> SignatureClaim.read(changed))
                .reason())
        .isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "HEADER, docs.example.com, other.example.com",
    "HEADER, 20261122/docs, 20261121/docs",
    "HEADER, /docs/, /other/",
    "HEADER, AKIAIOSFODNN7EXAMPLE, AKIAIOSFODNN7EXAMPLF",
    "HEADER, AWS4-ECDSA-P256-SHA256 C, AWS4-HMAC-SHA256 C",
    "HEADER, eu-central-1, eu-central-2",
    "HEADER, 'SignedHeaders=', 'SignedHeaders=accept;'",
    "PRESIGNED, eu-central-1, eu-central-2",
    "PRESIGNED, X-Amz-Expires=600, X-Amz-Expires=601",
    "PRESIGNED, x=1%202, x=1%203",
    "PRESIGNED, X-Amz-Region-Set=eu-central-1&, ''",
  })
  void refusesWhatWasChanged(Form form, String from, String to) throws Exception {
    Sent sent = sign(form, "eu-central-1");
    Sent changed = sent.with(text -> text.replace(from, to));

    assertThat(changed).isNotEqualTo(sent);
    assertThat(
            catchThrowableOfType(SignatureException.class, () -> verify(changed, form, true, "*")))
        .isNotNull();
  }

  @Test
  void refusesEveryChangedDigitOfTheSignature() throws Exception {
    Sent sent = sign(Form.HEADER, "*");
    String signature = SignatureClaim.read(sent.request()).orElseThrow().signature();
    for (int i = 0; i < signature.length(); i++) {
      char other = signature.charAt(i) == '0' ? '1' : '0';
      String bent = signature.substring(0, i) + other + signature.substring(i + 1);
      assertThat(
              catchThrowableOfType(
                  SignatureException.class,
                  () -> verify(sent.with(t -> t.replace(signature, bent)), Form.HEADER, true, "*")))
          .as(bent)
          .isNotNull();
    }
  }

  private static Reason reason(Sent sent, Form form, boolean taken, String region) {
    return catchThrowableOfType(SignatureException.class, () -> verify(sent, form, taken, region))
        .reason();
  }
}

package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * A random request that the AWS SDK for Java signed.
 *
 * @param body as it goes over the wire; null without one
 * @param text what the body decodes to
 */
record SdkRequest(
    SignedRequest request,
    @Nullable String body,
    String text,
    boolean s3,
    boolean presigned,
    Instant signedAt) {

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final String PATH = "abzAZ019-_.~!$&'()*+,;=:@ %/é漢\uD83D\uDE00\"<>[]^`{|}\\";
  private static final String HEADER = "abzAZ019 -_.~!$&'()*+,;=:@%/\"<>[]^`{|}\\  \t";
  private static final List<ChecksumAlgorithm> CHECKSUMS =
      List.of(
          DefaultChecksumAlgorithm.CRC32,
          DefaultChecksumAlgorithm.CRC32C,
          DefaultChecksumAlgorithm.SHA1,
          DefaultChecksumAlgorithm.SHA256);

  static SdkRequest random(Random random) throws IOException {
    boolean s3 = random.nextBoolean();
    boolean presigned = random.nextInt(3) == 0;
    boolean hasBody = random.nextInt(3) > 0;
    String text = hasBody ? text(random) : "";
    Instant signedAt = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000));
    SdkHttpRequest unsigned = unsigned(random, s3, hasBody && !presigned);

    var signed =
        SIGNER.sign(
            sign -> {
              sign.request(unsigned)
                  .identity(credentials(random))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, s3 ? "s3" : "docs")
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                  .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !s3)
                  .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !s3)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(signedAt, ZoneOffset.UTC));
              if (hasBody) {
                sign.payload(ContentStreamProvider.fromString(text, ISO_8859_1));
              }
              if (presigned) {
                sign.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(
                        AwsV4HttpSigner.EXPIRATION_DURATION,
                        Duration.ofSeconds(1 + random.nextInt(604_800)));
              }
              if (s3) {
                sign.putProperty(
                    AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !presigned && random.nextBoolean());
              }
              if (s3 && hasBody && !presigned && random.nextBoolean()) {
                sign.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
                if (random.nextInt(3) > 0) {
                  sign.putProperty(
                      AwsV4HttpSigner.CHECKSUM_ALGORITHM,
                      CHECKSUMS.get(random.nextInt(CHECKSUMS.size())));
                }
              }
            });
    String body = null;
    if (signed.payload().isPresent() && hasBody) {
      try (InputStream in = signed.payload().get().newStream()) {
        body = new String(in.readAllBytes(), ISO_8859_1);
      }
    }
    return new SdkRequest(onTheWire(signed.request()), body, text, s3, presigned, signedAt);
  }

  private static AwsCredentialsIdentity credentials(Random random) {
    return random.nextBoolean()
        ? AwsCredentialsIdentity.create(Client.ACCESS_KEY_ID, Client.SECRET)
        : AwsSessionCredentialsIdentity.create(
            Client.ACCESS_KEY_ID, Client.SECRET, "FwoGZXIvYXdzE//+Example+token/==");
  }

  private static SdkHttpRequest unsigned(Random random, boolean s3, boolean hasBody) {
    List<SdkHttpMethod> methods =
        hasBody
            ? List.of(SdkHttpMethod.PUT, SdkHttpMethod.POST, SdkHttpMethod.PATCH)
            : List.of(SdkHttpMethod.GET, SdkHttpMethod.HEAD, SdkHttpMethod.DELETE);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .protocol("https")
            .host("host.example.com")
            .method(methods.get(random.nextInt(methods.size())))
            .encodedPath(path(random, s3));
    if (random.nextBoolean()) {
      request.port(8443);
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = "p" + word(random, PATH, 3);
      for (int j = random.nextInt(3); j >= 0; j--) {
        request.appendRawQueryParameter(name, word(random, PATH, 8));
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      request.appendHeader(
          (random.nextBoolean() ? "X-Amz-Meta-" : "My-") + random.nextInt(3),
          word(random, HEADER, 20));
    }
    return request.build();
  }

  /** Percent-encoded; outside S3 with what is to be normalised, as far as clients agree on it. */
  private static String path(Random random, boolean s3) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      path.append('/');
      String segment = "s" + word(random, PATH, 10);
      path.append(URLEncoder.encode(segment, UTF_8).replace("+", "%20").replace("*", "%2A"));
      if (random.nextInt(8) == 0) {
        path.append(s3 ? "//" : "/./x/..");
      }
    }
    return path.isEmpty() || random.nextInt(4) == 0 ? path + "/" : path.toString();
  }

  private static String word(Random random, String alphabet, int most) {
    StringBuilder word = new StringBuilder();
    int[] characters = alphabet.codePoints().toArray();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      word.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return word.toString();
  }

  private static String text(Random random) {
    int length = random.nextInt(20) == 0 ? random.nextInt(400_000) : 1 + random.nextInt(200);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private static SignedRequest onTheWire(SdkHttpRequest request) {
    List<SignedRequest.Header> headers = new ArrayList<>();
    request.forEachHeader(
        (name, values) ->
            values.forEach(value -> headers.add(new SignedRequest.Header(name, value))));
    return new SignedRequest(
        request.method().name(),
        request.encodedPath(),
        request.encodedQueryParameters().orElse(null),
        headers);
  }

  /** With another request or body in place of this one's. */
  SdkRequest with(SignedRequest other, @Nullable String otherBody) {
    return new SdkRequest(other, otherBody, text, s3, presigned, signedAt);
  }

  /** With another region admitted, so that only the signature can tell. */
  VerifiedSignature verify(Set<String> regions) throws SignatureException, IOException {
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    Expectation expectation =
        new Expectation(
            Set.of(s3 ? "s3" : "docs"),
            regions,
            s3 ? PathRule.AS_SENT : PathRule.NORMALIZED,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            EnumSet.allOf(PayloadMode.class),
            s3);
    return new SignatureVerifier(InstantSource.fixed(signedAt))
        .verify(
            request,
            claim,
            expectation,
            Client.keyFor(claim),
            body != null,
            () -> Client.hash(body));
  }

  /** Verifies all of it and returns what the application would read. */
  String accept() throws SignatureException, IOException {
    VerifiedSignature verified = verify(Set.of("eu-central-1"));
    if (body == null) {
      return "";
    }
    return switch (verified.payloadMode()) {
      case SIGNED, UNSIGNED -> body;
      default -> {
        try (ChunkedPayload payload =
            verified.decode(new ByteArrayInputStream(body.getBytes(ISO_8859_1)))) {
          yield new String(payload.readAllBytes(), ISO_8859_1);
        }
      }
    };
  }

  PayloadMode mode() throws SignatureException, IOException {
    return verify(Set.of("*")).payloadMode();
  }
}

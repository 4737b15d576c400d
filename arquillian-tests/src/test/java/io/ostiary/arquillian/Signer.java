package io.ostiary.arquillian;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Signs requests with AWS's own signer and hands them over as bytes, so that a test can change one
 * of them after the signature was made.
 */
record Signer(Installation depot, AwsCredentials key, String service, Clock clock) {

  static Signer of(Installation depot, AwsCredentials key, String service) {
    return new Signer(depot, key, service, Clock.systemUTC());
  }

  Signer withKey(AwsCredentials other) {
    return new Signer(depot, other, service, clock);
  }

  Signer at(Clock other) {
    return new Signer(depot, key, service, other);
  }

  RawRequest sign(String method, String target, String body, RawRequest.Header... headers) {
    return sign(method, target, body, null, headers);
  }

  /** Puts the signature into the query, good for {@code lifetime}. */
  RawRequest presign(String method, String target, Duration lifetime) {
    return sign(method, target, "", lifetime);
  }

  /**
   * Signs a PUT whose body goes in chunks.
   *
   * @param chunks whether each chunk is signed
   * @param checksum whether a trailer holds one
   */
  RawRequest chunked(String target, String body, boolean chunks, boolean checksum)
      throws IOException {
    String scheme = chunks ? "http" : "https";
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .uri(URI.create(scheme + "://" + depot.endpoint().getAuthority() + target))
            .method(SdkHttpMethod.PUT)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                request -> {
                  request
                      .identity(key)
                      .request(unsigned)
                      .payload(ContentStreamProvider.fromString(body, StandardCharsets.ISO_8859_1))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                      .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                      .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                      .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                      .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, chunks)
                      .putProperty(HttpSigner.SIGNING_CLOCK, clock);
                  if (checksum) {
                    request.putProperty(
                        AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
                  }
                });
    try (InputStream framed = signed.payload().orElseThrow().newStream()) {
      return raw(signed, new String(framed.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  /** Signs a call of the Query protocol. */
  RawRequest query(String form) {
    return sign(
        "POST",
        "/",
        form,
        new RawRequest.Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
  }

  /**
   * Signs a path as it is. A query is not signed, and what is no URI goes under the signature of
   * another path, since the SDK's signer does not take it.
   */
  RawRequest asItIs(String method, String target) {
    return asItIs(method, target, null);
  }

  /** The same, with the signature in the query. */
  RawRequest presignAsItIs(String method, String target) {
    return asItIs(method, target, Duration.ofMinutes(1));
  }

  private RawRequest asItIs(String method, String target, Duration lifetime) {
    int mark = target.indexOf('?');
    String path = isUri(target) && mark < 0 ? target : "/";
    RawRequest signed = sign(unsigned(method, "/", lifetime).encodedPath(path), "", lifetime);
    String query = lifetime == null ? "" : signed.target().substring(path.length() + 1);
    return signed.target(target + (query.isEmpty() ? "" : (mark < 0 ? "?" : "&") + query));
  }

  private boolean isUri(String target) {
    try {
      return target.startsWith("/") && new URI(depot.endpoint() + target).getFragment() == null;
    } catch (URISyntaxException odd) {
      return false;
    }
  }

  private SdkHttpRequest.Builder unsigned(String method, String target, Duration lifetime) {
    // Over https alone the signer leaves out the payload, as presigned URLs of S3 do.
    String scheme = lifetime == null ? "http" : "https";
    return SdkHttpRequest.builder()
        .uri(URI.create(scheme + "://" + depot.endpoint().getAuthority() + target))
        .method(SdkHttpMethod.fromValue(method));
  }

  private RawRequest sign(
      String method, String target, String body, Duration lifetime, RawRequest.Header... headers) {
    SdkHttpRequest.Builder unsigned = unsigned(method, target, lifetime);
    for (RawRequest.Header header : headers) {
      unsigned.putHeader(header.name(), header.value());
    }
    return sign(unsigned, body, lifetime);
  }

  private RawRequest sign(SdkHttpRequest.Builder unsigned, String body, Duration lifetime) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                request -> {
                  request
                      .identity(key)
                      .request(unsigned.build())
                      .payload(() -> new ByteArrayInputStream(bytes))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                      .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !"s3".equals(service))
                      .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !"s3".equals(service))
                      .putProperty(HttpSigner.SIGNING_CLOCK, clock);
                  if (lifetime != null) {
                    request
                        .putProperty(
                            AwsV4HttpSigner.AUTH_LOCATION,
                            AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, lifetime)
                        .putProperty(
                            AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !"s3".equals(service));
                  }
                });
    return raw(signed, body);
  }

  private static RawRequest raw(SignedRequest signed, String body) {
    SdkHttpRequest request = signed.request();
    List<RawRequest.Header> lines = new ArrayList<>();
    request.forEachHeader(
        (name, values) -> values.forEach(value -> lines.add(new RawRequest.Header(name, value))));
    String query = request.encodedQueryParameters().map(text -> "?" + text).orElse("");
    return new RawRequest(
        request.method().name(), request.encodedPath() + query, List.copyOf(lines), body);
  }
}

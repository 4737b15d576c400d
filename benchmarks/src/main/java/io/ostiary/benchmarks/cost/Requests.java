package io.ostiary.benchmarks.cost;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests as they go over the wire, each for another record. */
final class Requests {
  /** So many different ones. */
  private static final int COUNT = 200;

  private static final String AGENT = "measuring/1.0 (linux; x86_64)";

  private Requests() {}

  /** Those of a way in, signed now where it wants that. */
  static List<byte[]> of(Way way, int port) {
    List<byte[]> requests = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      SdkHttpRequest.Builder request =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.GET)
              .uri(URI.create("http://127.0.0.1:" + port + way.path() + Guard.RECORDS + "r-" + i))
              .putHeader("Host", "127.0.0.1:" + port)
              .putHeader("User-Agent", AGENT)
              .putHeader("Accept", "*/*");
      way.headers().forEach(request::putHeader);
      SdkHttpRequest plain = request.build();
      requests.add(onTheWire(way.key() == null ? plain : signed(plain, way.key())));
    }
    return requests;
  }

  private static SdkHttpRequest signed(SdkHttpRequest request, Way.Key key) {
    AwsCredentialsIdentity identity =
        key.token() == null
            ? AwsCredentialsIdentity.create(key.id(), key.secret())
            : AwsSessionCredentialsIdentity.create(key.id(), key.secret(), key.token());
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(identity)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "records")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    return signed.request();
  }

  private static byte[] onTheWire(SdkHttpRequest request) {
    StringBuilder text = new StringBuilder(1_024);
    text.append("GET ").append(request.encodedPath()).append(" HTTP/1.1\r\n");
    request.forEachHeader(
        (name, values) -> {
          if (!name.toLowerCase(Locale.ROOT).equals("content-length")) {
            text.append(name).append(": ").append(String.join(",", values)).append("\r\n");
          }
        });
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}

package io.ostiary.realm.authentication;

import io.ostiary.realm.Realms;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PathRule;
import io.ostiary.signature.PayloadMode;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignedRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Evidence as a stock client makes it: a request that the AWS SDK for Java signed. */
public final class Signing {
  private static final Expectation EXPECTATION =
      new Expectation(
          Set.of("docs"),
          Set.of("*"),
          PathRule.NORMALIZED,
          Duration.ofMinutes(5),
          Duration.ofDays(7),
          Set.of(PayloadMode.SIGNED),
          false);

  private Signing() {}

  public static Evidence by(String accessKeyId, String secret) throws SignatureException {
    return by(AwsCredentialsIdentity.create(accessKeyId, secret));
  }

  public static Evidence by(String accessKeyId, String secret, Instant at)
      throws SignatureException {
    return by(AwsCredentialsIdentity.create(accessKeyId, secret), at);
  }

  public static Evidence by(AwsCredentialsIdentity credentials) throws SignatureException {
    return by(credentials, Realms.CLOCK.instant());
  }

  private static Evidence by(AwsCredentialsIdentity credentials, Instant at)
      throws SignatureException {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("http://localhost:8080/docs/1"))
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.request(unsigned)
                        .identity(credentials)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "docs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
            .request();
    List<SignedRequest.Header> headers = new ArrayList<>();
    signed
        .headers()
        .forEach(
            (name, values) ->
                values.forEach(value -> headers.add(new SignedRequest.Header(name, value))));
    SignedRequest request = new SignedRequest("GET", signed.encodedPath(), null, headers);
    return new Evidence.Signature(
        request,
        SignatureClaim.read(request).orElseThrow(),
        EXPECTATION,
        false,
        () -> {
          throw new AssertionError("there is no body to read");
        });
  }
}

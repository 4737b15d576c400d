package io.ostiary.benchmarks;

import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PathRule;
import io.ostiary.signature.PayloadMode;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureDiagnostics;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignatureVerifier;
import io.ostiary.signature.SignedRequest;
import io.ostiary.signature.SignedRequest.Header;
import io.ostiary.signature.SigningKey;
import io.ostiary.signature.VerifiedSignature;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * What does it cost to verify a signature, beside hashing the same bytes and nothing else?
 *
 * <p>The requests are those of the AWS SDK for Java. Verifying begins with the request as it came
 * and ends with the verified signature; the signing key is at hand, as for every request but an
 * access key's first of a day. Beside it stand one SHA-256 of the bytes of the canonical request
 * and one HMAC-SHA256 of those of the string to sign, both ready.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class SignatureBenchmark {
  private static final String ID = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String TOKEN = "t".repeat(600);
  private static final String REGION = "us-east-1";
  private static final String SERVICE = "records";

  /** A header; the same with the token of a session; a query. */
  @Param({"header", "session", "query"})
  private String form;

  private final SignatureVerifier verifier = new SignatureVerifier(InstantSource.system());
  private final Expectation expectation =
      new Expectation(
          Set.of(SERVICE),
          Set.of("*"),
          PathRule.NORMALIZED,
          Duration.ofMinutes(5),
          Duration.ofDays(7),
          Set.of(PayloadMode.SIGNED, PayloadMode.UNSIGNED),
          false);

  private SignedRequest request;
  private SigningKey key;
  private byte[] canonicalRequest;
  private byte[] stringToSign;
  private MessageDigest sha256;
  private Mac hmac;
  private SecretKeySpec bareKey;

  @Setup
  public void sign() throws SignatureException, IOException, GeneralSecurityException {
    request = received(signed());
    CredentialScope scope = SignatureClaim.read(request).orElseThrow().scope();
    key = SigningKey.derive(SECRET.getBytes(StandardCharsets.UTF_8), ID, scope);
    SignatureDiagnostics texts = texts(scope);
    canonicalRequest =
        texts
            .canonicalRequest()
            .replace("(" + TOKEN.length() + " characters, not shown)", TOKEN)
            .getBytes(StandardCharsets.UTF_8);
    stringToSign = texts.stringToSign().getBytes(StandardCharsets.UTF_8);
    sha256 = MessageDigest.getInstance("SHA-256");
    hmac = Mac.getInstance("HmacSHA256");
    bareKey = new SecretKeySpec(new byte[32], "HmacSHA256");
  }

  private SdkHttpRequest signed() {
    SdkHttpRequest unsigned =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("http://records.example.com:8080/records/r-17/pages?from=3&to=9"))
            .putHeader("User-Agent", "aws-sdk-java/2.31.78 ua/2.1 os/Linux#6.1 lang/java#17.0.15")
            .putHeader("amz-sdk-invocation-id", "d0e45a3c-6c1c-4b5b-8b0e-2f1d6a0c9b7e")
            .putHeader("amz-sdk-request", "attempt=1; max=4")
            .putHeader("Accept", "application/json")
            .build();
    AwsCredentialsIdentity identity =
        form.equals("session")
            ? AwsSessionCredentialsIdentity.create(ID, SECRET, TOKEN)
            : AwsCredentialsIdentity.create(ID, SECRET);
    return AwsV4HttpSigner.create()
        .sign(
            sign -> {
              sign.identity(identity)
                  .request(unsigned)
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, REGION);
              if (form.equals("query")) {
                sign.putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofDays(1));
              }
            })
        .request();
  }

  private static SignedRequest received(SdkHttpRequest request) {
    List<Header> headers = new ArrayList<>();
    request.forEachHeader(
        (name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
    return new SignedRequest(
        request.method().name(),
        request.encodedPath(),
        request.encodedQueryParameters().orElse(null),
        headers);
  }

  /** The texts that are hashed, which the verifier tells of a signature by another key. */
  private SignatureDiagnostics texts(CredentialScope scope) throws IOException {
    try {
      verify(SigningKey.derive(new byte[40], ID, scope));
    } catch (SignatureException mismatch) {
      return mismatch.diagnostics().orElseThrow();
    }
    throw new IllegalStateException("a signature holds by another key");
  }

  @Benchmark
  public VerifiedSignature verify() throws SignatureException, IOException {
    return verify(key);
  }

  private VerifiedSignature verify(SigningKey by) throws SignatureException, IOException {
    SignatureClaim claim = SignatureClaim.read(request).orElseThrow();
    return verifier.verify(request, claim, expectation, by, false, () -> new byte[0]);
  }

  @Benchmark
  public byte[] hashOfAsManyBytes() throws GeneralSecurityException {
    byte[] hash = sha256.digest(canonicalRequest);
    hmac.init(bareKey);
    byte[] code = hmac.doFinal(stringToSign);
    code[0] ^= hash[0];
    return code;
  }
}

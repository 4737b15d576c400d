package io.ostiary.filter.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.signature.CredentialScope;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PathRule;
import io.ostiary.signature.PayloadMode;
import io.ostiary.signature.SignatureClaim;
import io.ostiary.signature.SignatureException;
import io.ostiary.signature.SignatureVerifier;
import io.ostiary.signature.SignedRequest;
import io.ostiary.signature.SignedRequest.Header;
import io.ostiary.signature.SigningKey;
import io.ostiary.signature.VerifiedSignature;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a request that has certain headers, and has the signature verified. */
final class Signed {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final CredentialScope SCOPE = new CredentialScope("20261121", "eu-west-3", "s3");
  private static final String TIME = "20261121T100000Z";

  private Signed() {}

  /** A verified signature, of region {@code eu-west-3}, that covers these headers. */
  static VerifiedSignature over(List<String> headerNames) {
    Set<String> names = new TreeSet<>(headerNames);
    names.addAll(List.of("host", "x-amz-date"));
    List<Header> headers = new ArrayList<>();
    names.forEach(name -> headers.add(new Header(name, name.equals("x-amz-date") ? TIME : "v")));
    try {
      String scope = "20261121/eu-west-3/s3/aws4_request";
      headers.add(
          new Header(
              "Authorization",
              "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/%s, SignedHeaders=%s, Signature=%s"
                  .formatted(
                      scope,
                      String.join(";", names),
                      signature("", headers, names, hex(sha256(""))))));
      return verified(new SignedRequest("GET", "/", null, headers));
    } catch (SignatureException | IOException | GeneralSecurityException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** A verified signature in the query, which covers no body and no header but Host. */
  static VerifiedSignature presigned() {
    List<Header> headers = List.of(new Header("host", "v"));
    String query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261121%2Feu-west-3%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20261121T100000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host";
    try {
      String signature = signature(query, headers, Set.of("host"), "UNSIGNED-PAYLOAD");
      return verified(
          new SignedRequest("GET", "/", query + "&X-Amz-Signature=" + signature, headers));
    } catch (SignatureException | IOException | GeneralSecurityException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static VerifiedSignature verified(SignedRequest request)
      throws SignatureException, IOException {
    return new SignatureVerifier(MapperRealm.CLOCK)
        .verify(
            request,
            SignatureClaim.read(request).orElseThrow(),
            new Expectation(
                Set.of("s3"),
                Set.of("*"),
                PathRule.AS_SENT,
                Duration.ofMinutes(5),
                Duration.ofDays(7),
                Set.of(PayloadMode.SIGNED),
                true),
            SigningKey.derive(SECRET.getBytes(UTF_8), "AKIAIOSFODNN7EXAMPLE", SCOPE),
            false,
            () -> sha256(""));
  }

  private static String signature(
      String query, List<Header> headers, Set<String> names, String payload)
      throws GeneralSecurityException {
    String scope = "20261121/eu-west-3/s3/aws4_request";
    StringBuilder canonical = new StringBuilder("GET\n/\n" + query + "\n");
    headers.forEach(h -> canonical.append(h.name()).append(':').append(h.value()).append('\n'));
    canonical.append('\n').append(String.join(";", names)).append('\n').append(payload);
    String toSign =
        "AWS4-HMAC-SHA256\n" + TIME + '\n' + scope + '\n' + hex(sha256(canonical.toString()));
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    return hex(hmac(key, toSign));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}

package io.ostiary.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a GET request without a query, as Signature Version 4 has it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
final class Signature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "ostiary";
  private static final String UNRESERVED = "-._~/";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Signature() {}

  /** The headers to send with a request, {@code Host} aside. */
  static Map<String, String> headers(
      URI target, Credentials credentials, String region, Instant now) {
    String time = TIME.format(now);
    String scope = "%s/%s/%s/aws4_request".formatted(time.substring(0, 8), region, SERVICE);
    Map<String, String> signed = new TreeMap<>();
    signed.put("host", host(target));
    signed.put("x-amz-content-sha256", sha256(""));
    signed.put("x-amz-date", time);
    credentials.sessionToken().ifPresent(token -> signed.put("x-amz-security-token", token));
    String names = String.join(";", signed.keySet());
    StringBuilder canonical = new StringBuilder("GET\n" + encoded(target.getRawPath()) + "\n\n");
    signed.forEach((name, value) -> canonical.append(name + ':' + value + '\n'));
    canonical.append('\n' + names + '\n' + sha256(""));
    byte[] key = ("AWS4" + credentials.secret()).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    String toSign = String.join("\n", ALGORITHM, time, scope, sha256(canonical.toString()));
    Map<String, String> headers = new TreeMap<>(signed);
    headers.remove("host"); // the client writes it
    headers.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM,
                credentials.accessKeyId(),
                scope,
                names,
                HexFormat.of().formatHex(hmac(key, toSign))));
    return headers;
  }

  /** As HTTP clients write it: without the port that the scheme implies. */
  private static String host(URI target) {
    int implied = "https".equals(target.getScheme()) ? 443 : 80;
    boolean plain = target.getPort() < 0 || target.getPort() == implied;
    return plain ? target.getHost() : target.getHost() + ':' + target.getPort();
  }

  /** The path is percent-encoded once more than it is sent, but for S3. */
  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte octet : path.getBytes(UTF_8)) {
      boolean plain =
          octet > 0 && (Character.isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0);
      encoded.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
    }
    return encoded.toString();
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }
}

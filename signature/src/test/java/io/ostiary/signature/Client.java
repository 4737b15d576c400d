package io.ostiary.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A client that signs what it is told to, right or wrong; its paths and queries are canonical. */
final class Client {
  static final String ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static final String TIMESTAMP = "20261121T002000Z";

  private final List<SignedRequest.Header> headers = new ArrayList<>();
  private String method = "GET";
  private String path = "/reports/2026";
  private String query = "";
  private String timestamp = TIMESTAMP;
  private String scope = "20261121/us-east-1/docs/aws4_request";
  private String payload = Sha256.OF_NOTHING;
  private String unsigned = "";

  static Client ofDocs() {
    return new Client().header("Host", "docs.example.com");
  }

  Client method(String method) {
    this.method = method;
    return this;
  }

  Client path(String path) {
    this.path = path;
    return this;
  }

  Client query(String query) {
    this.query = query;
    return this;
  }

  Client header(String name, String value) {
    headers.add(new SignedRequest.Header(name, value));
    return this;
  }

  /** One more header that is sent, not signed. */
  Client unsigned(String name, String value) {
    unsigned += ";" + name.toLowerCase(Locale.ROOT) + ";";
    return header(name, value);
  }

  Client without(String name) {
    headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    return this;
  }

  Client at(String timestamp) {
    this.timestamp = timestamp;
    scope = timestamp.substring(0, 8) + scope.substring(8);
    return this;
  }

  Client scope(String scope) {
    this.scope = scope;
    return this;
  }

  /** The canonical request's last line, and the header that states it. */
  Client payload(String line) {
    payload = line;
    return header("x-amz-content-sha256", line);
  }

  /** The canonical request's last line only. */
  Client payloadUnstated(String line) {
    payload = line;
    return this;
  }

  /** With the signature in the Authorization header. */
  SignedRequest signed() {
    header("X-Amz-Date", timestamp);
    String names = signedNames();
    String signature = signature(query, names);
    header(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ACCESS_KEY_ID, scope, names, signature));
    return new SignedRequest(method, path, query.isEmpty() ? null : query, headers);
  }

  SignedRequest presigned(String expires) {
    String names = signedNames();
    String full =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s%%2F%s&X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-SignedHeaders=%s"
            .formatted(
                ACCESS_KEY_ID,
                scope.replace("/", "%2F"),
                timestamp,
                expires,
                names.replace(";", "%3B"));
    if (!query.isEmpty()) {
      full = Stream.of((full + "&" + query).split("&", -1)).sorted().collect(joining("&"));
    }
    return new SignedRequest(
        method, path, full + "&X-Amz-Signature=" + signature(full, names), headers);
  }

  private String signedNames() {
    TreeMap<String, String> names = new TreeMap<>();
    for (SignedRequest.Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (!unsigned.contains(";" + name + ";")) {
        names.put(name, "");
      }
    }
    return String.join(";", names.keySet());
  }

  private String signature(String canonicalQuery, String names) {
    StringBuilder canonical = new StringBuilder();
    canonical.append(method).append('\n').append(path).append('\n').append(canonicalQuery);
    canonical.append('\n');
    for (String name : names.split(";", -1)) {
      String value = null;
      for (SignedRequest.Header header : headers) {
        if (header.name().equalsIgnoreCase(name)) {
          value = value == null ? header.value() : value + "," + header.value();
        }
      }
      canonical.append(name).append(':').append(value).append('\n');
    }
    canonical.append('\n').append(names).append('\n').append(payload);
    return hmac(
        signingKey(),
        "AWS4-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + sha256(canonical.toString()));
  }

  /** {@code name} is {@code PAYLOAD} or {@code TRAILER}. */
  String chainSignature(String name, String previous, String covered) {
    String text = "AWS4-HMAC-SHA256-" + name + "\n" + timestamp + "\n" + scope + "\n" + previous;
    text += name.equals("PAYLOAD") ? "\n" + Sha256.OF_NOTHING + "\n" : "\n";
    return hmac(signingKey(), text + sha256(covered));
  }

  private byte[] signingKey() {
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = HexFormat.of().parseHex(hmac(key, part));
    }
    return key;
  }

  static SigningKey keyFor(SignatureClaim claim) {
    return SigningKey.derive(SECRET.getBytes(UTF_8), claim.accessKeyId(), claim.scope());
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(hash(text));
  }

  static byte[] hash(@Nullable String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((text == null ? "" : text).getBytes(ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(ISO_8859_1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

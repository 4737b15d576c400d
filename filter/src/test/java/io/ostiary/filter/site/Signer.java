package io.ostiary.filter.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's side of Signature Version 4, written down step by step. */
public final class Signer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String accessKeyId;
  private final byte[] signingKey;
  private final String scope;
  private final String time;

  public Signer(String accessKeyId, String secret, String service, Instant now) {
    this.accessKeyId = accessKeyId;
    this.time = TIME.format(now);
    String day = time.substring(0, 8);
    this.scope = day + "/eu-west-1/" + service + "/aws4_request";
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    this.signingKey = key;
  }

  /** Adds the headers of a signed request to those given. */
  public Map<String, String> sign(
      String method, String path, String query, Map<String, String> headers, String payloadHash) {
    Map<String, String> stated = new TreeMap<>(headers);
    stated.put("x-amz-content-sha256", payloadHash);
    return signUnstated(method, path, query, stated, payloadHash);
  }

  /** The same without the header that states the hash of the body. */
  public Map<String, String> signUnstated(
      String method, String path, String query, Map<String, String> headers, String payloadHash) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.put("x-amz-date", time);
    SortedMap<String, String> signed = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(java.util.Locale.ROOT);
          if (lower.equals("host") || lower.startsWith("x-amz-")) {
            signed.put(lower, value);
          }
        });
    String names = String.join(";", signed.keySet());
    all.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                accessKeyId, scope, names, signature(method, path, query, signed, payloadHash)));
    return all;
  }

  /** Adds the parameters of a presigned request without a body to those given. */
  public String presign(String method, String path, String query, String host) {
    String all =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=300&X-Amz-SignedHeaders=host"
                .formatted((accessKeyId + "/" + scope).replace("/", "%2F"), time)
            + (query.isEmpty() ? "" : "&" + query);
    return all
        + "&X-Amz-Signature="
        + signature(method, path, all, new TreeMap<>(Map.of("host", host)), sha256(""));
  }

  private String signature(
      String method, String path, String query, SortedMap<String, String> signed, String payload) {
    StringBuilder canonical = new StringBuilder(method + "\n" + encoded(path) + "\n");
    canonical.append(canonical(query)).append('\n');
    signed.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    canonical.append("\n" + String.join(";", signed.keySet()) + "\n" + payload);
    return hex(
        hmac(
            signingKey,
            "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical.toString())));
  }

  /** Each parameter decoded, encoded strictly, and all of them in order. */
  private static String canonical(String query) {
    if (query.isEmpty()) {
      return "";
    }
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      parameters.add(Map.entry(encoded(decoded(name), "-._~"), encoded(decoded(value), "-._~")));
    }
    parameters.sort(
        Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()));
    return String.join(
        "&", parameters.stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** A path encoded once more, as every service but S3 wants it. */
  private static String encoded(String path) {
    return encoded(path, "-._~/");
  }

  private static String encoded(String text, String plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(UTF_8)) {
      boolean unreserved = isLetterOrDigit(octet) || plain.indexOf(octet) >= 0;
      encoded.append(unreserved ? String.valueOf((char) octet) : "%%%02X".formatted(octet));
    }
    return encoded.toString();
  }

  private static boolean isLetterOrDigit(byte octet) {
    return octet > 0 && Character.isLetterOrDigit(octet);
  }

  /** A body in signed chunks, after the request's own signature. */
  public byte[] chunks(String seed, String... texts) {
    StringBuilder body = new StringBuilder();
    String previous = seed;
    String[] all = Arrays.copyOf(texts, texts.length + 1);
    all[texts.length] = "";
    for (String text : all) {
      previous =
          hex(
              hmac(
                  signingKey,
                  "AWS4-HMAC-SHA256-PAYLOAD\n"
                      + String.join("\n", time, scope, previous, sha256(""), sha256(text))));
      body.append(Integer.toHexString(text.length()) + ";chunk-signature=" + previous + "\r\n");
      body.append(text + "\r\n");
    }
    return body.toString().getBytes(UTF_8);
  }

  /** The signature in an Authorization header. */
  public static String signature(Map<String, String> headers) {
    String authorization = headers.get("Authorization");
    return authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
  }

  public static String sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  public static String sha256(byte[] bytes) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

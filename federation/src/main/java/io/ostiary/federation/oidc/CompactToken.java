package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A signed token in its compact form, taken apart and not verified.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, 7.1</a>
 */
final class CompactToken {
  static final int LONGEST = 16 * 1024;

  private static final int PARTS = 3;
  private static final int END = 43;

  private final String text;
  private final String signed;
  private final byte[] signature;
  private final ObjectNode header;
  private final ObjectNode claims;

  private CompactToken(
      String text, String signed, byte[] signature, ObjectNode header, ObjectNode claims) {
    this.text = text;
    this.signed = signed;
    this.signature = signature;
    this.header = header;
    this.claims = claims;
  }

  static CompactToken read(String text, Checks checks) throws FederationException {
    checks.require(
        "length", "at most " + LONGEST + " characters", text.length(), text.length() <= LONGEST);
    int parts = 1 + (int) text.chars().filter(c -> c == '.').count();
    checks.require("parts", "three, as a signed token has", parts, parts == PARTS);
    int first = text.indexOf('.');
    int second = text.lastIndexOf('.');
    byte[] header = decoded("header", text.substring(0, first), checks);
    byte[] claims = decoded("claims", text.substring(first + 1, second), checks);
    byte[] signature = decoded("signature", text.substring(second + 1), checks);
    return new CompactToken(
        text,
        text.substring(0, second),
        signature,
        object("header", header, checks),
        object("claims", claims, checks));
  }

  /** Whether it may be a signed token at all. */
  static boolean looksSigned(String text) {
    return text.chars().filter(c -> c == '.').count() == PARTS - 1;
  }

  /** A digest of all that is signed, in hex. */
  String digest() {
    return digest(signed);
  }

  static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * The end of a token's text, 256 bits of its signature if it has one: as good as a digest for
   * finding a token again, for who compares the whole text then.
   */
  static String endOf(String text) {
    return text.substring(Math.max(0, text.length() - END));
  }

  private static byte[] decoded(String part, String base64, Checks checks)
      throws FederationException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(base64);
      // The JDK's decoder takes padding and stray last bits, which make one token many.
      boolean canonical =
          bytes.length > 0
              && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64);
      if (canonical) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // As below.
    }
    throw checks.failed(part, "base64url without padding, not empty", "something else");
  }

  private static ObjectNode object(String part, byte[] bytes, Checks checks)
      throws FederationException {
    return StrictJson.object(bytes)
        .orElseThrow(
            () -> checks.failed(part, "a JSON object with each name once", "something else"));
  }

  ObjectNode header() {
    return header;
  }

  /** What the token claims; nobody vouches for it yet. */
  ObjectNode claims() {
    return claims;
  }

  /** The bytes that the signature is of. */
  byte[] signed() {
    return signed.getBytes(StandardCharsets.US_ASCII);
  }

  byte[] signature() {
    return signature.clone();
  }

  String text() {
    return text;
  }

  /** The names of a header or claims object, for a report. */
  static List<String> names(ObjectNode object) {
    return List.copyOf(object.properties().stream().map(java.util.Map.Entry::getKey).toList());
  }
}

package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of such as {@code AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}; they
 * may come in any order, each once, with or without blanks around the commas.
 */
record AuthorizationField(
    SignatureAlgorithm algorithm,
    Credential credential,
    SignedHeaders signedHeaders,
    String signature) {
  private static final int LONGEST = 8 * 1024;
  private static final String SIGNATURE = "Signature=";

  /** What is longer is not kept. */
  private static final int LONGEST_KEPT = 512;

  /** A field up to its signature, and what that says; the signature is not kept. */
  private record Known(String start, AuthorizationField unsigned) {}

  /**
   * Those read lately, of which a client's differ in the signature alone, for a day. Threads may
   * race for a place, which is harmless.
   */
  private static final @Nullable Known[] RECENT = new Known[256];

  /** Reads the field's value; empty if it is of a scheme that is none of AWS's. */
  static Optional<AuthorizationField> parse(String value) throws SignatureException {
    int start = value.length() - Sha256.HEX_LENGTH;
    if (start > LONGEST_KEPT
        || !value.startsWith(SIGNATURE, start - SIGNATURE.length())
        || !Sha256.isLowerHex(value, start)) {
      return parseAnew(value);
    }
    int place = place(value, start);
    Known known = RECENT[place];
    if (known != null && known.start.length() == start && value.startsWith(known.start)) {
      return Optional.of(known.unsigned.signedBy(value.substring(start)));
    }
    Optional<AuthorizationField> field = parseAnew(value);
    if (field.isPresent() && field.get().algorithm == SignatureAlgorithm.HMAC) {
      RECENT[place] = new Known(value.substring(0, start), field.get().signedBy(""));
    }
    return field;
  }

  private AuthorizationField signedBy(String otherSignature) {
    return new AuthorizationField(algorithm, credential, signedHeaders, otherSignature);
  }

  /** Where a field is kept, by its length and some of its access key's id. */
  private static int place(String value, int start) {
    int hash = start;
    for (int i = start / 4; i < start / 3; i++) {
      hash = 31 * hash + value.charAt(i);
    }
    return (hash ^ hash >>> Byte.SIZE) & (RECENT.length - 1);
  }

  private static Optional<AuthorizationField> parseAnew(String value) throws SignatureException {
    int blank = value.indexOf(' ');
    String scheme = blank < 0 ? value : value.substring(0, blank);
    SignatureAlgorithm algorithm = SignatureAlgorithm.named(scheme);
    if (algorithm == null) {
      refuseOtherSchemesOfAws(scheme);
      return Optional.empty();
    }
    if (value.length() > LONGEST) {
      throw SignatureException.malformed(
          "The Authorization header of a signed request may have at most %s characters"
              .formatted(LONGEST));
    }
    return Optional.of(parts(value, scheme.length(), algorithm));
  }

  private static void refuseOtherSchemesOfAws(String scheme) throws SignatureException {
    if (scheme.equals("AWS")) {
      throw retiredVersion();
    }
    if (scheme.toUpperCase(Locale.ROOT).startsWith("AWS")) {
      throw SignatureException.malformed(
          "Authorization header must begin with `%s` and a blank; no other algorithm is supported"
              .formatted(SignatureAlgorithm.HMAC.text()));
    }
  }

  static SignatureException retiredVersion() {
    return new SignatureException(
        Reason.RETIRED_VERSION,
        "Signature Version 2 is retired. Use AWS4-HMAC-SHA256: set `signature_version = s3v4` in the"
            + " client's configuration (for the aws CLI: `aws configure set"
            + " default.s3.signature_version s3v4`).");
  }

  private static AuthorizationField parts(String value, int from, SignatureAlgorithm algorithm)
      throws SignatureException {
    String credential = null;
    String signedHeaders = null;
    String signature = null;
    int at = from;
    while (at <= value.length()) {
      int comma = value.indexOf(',', at);
      int end = comma < 0 ? value.length() : comma;
      int begin = HeaderFields.skipBlanks(value, at, end);
      int equals = value.indexOf('=', begin);
      String text =
          equals < 0 || equals > end ? "" : HeaderFields.trim(value.substring(equals + 1, end));
      if (value.startsWith("Credential=", begin)) {
        credential = once(credential, "Credential", text);
      } else if (value.startsWith("SignedHeaders=", begin)) {
        signedHeaders = once(signedHeaders, "SignedHeaders", text);
      } else if (value.startsWith(SIGNATURE, begin)) {
        signature = once(signature, "Signature", text);
      } else {
        throw SignatureException.malformed(
            "Authorization header must consist of `Credential`, `SignedHeaders` and `Signature`,"
                + " separated by commas, and nothing else");
      }
      at = end + 1;
    }
    return new AuthorizationField(
        algorithm,
        Credential.parse(required(credential, "Credential"), algorithm),
        SignedHeaders.parse(required(signedHeaders, "SignedHeaders")),
        algorithm.signature(required(signature, "Signature")));
  }

  private static String once(@Nullable String before, String name, String text)
      throws SignatureException {
    if (before != null) {
      throw SignatureException.malformed(
          "Authorization header repeats its parameter '%s'.".formatted(name));
    }
    if (text.isEmpty()) {
      throw SignatureException.malformed("Authorization header has an empty '%s'.".formatted(name));
    }
    return text;
  }

  private static String required(@Nullable String text, String name) throws SignatureException {
    if (text == null) {
      throw SignatureException.malformed(
          "Authorization header requires '%s' parameter.".formatted(name));
    }
    return text;
  }
}

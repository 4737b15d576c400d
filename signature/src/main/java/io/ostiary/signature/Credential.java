package io.ostiary.signature;

import io.ostiary.signature.SignatureException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * An access key's id and the scope it signs for: {@code id/date/region/service/aws4_request}, or
 * without the region.
 */
record Credential(String accessKeyId, CredentialScope scope) {
  private static final int SHORTEST_ID = 16;
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_NAME = 64;

  /** A text that was read, and what it says. */
  private record Known(String text, SignatureAlgorithm algorithm, Credential credential) {}

  /**
   * Those read lately: a client has the same for a day. Threads may race for a place, which is
   * harmless.
   */
  private static final @Nullable Known[] RECENT = new Known[256];

  static Credential parse(String text, SignatureAlgorithm algorithm) throws SignatureException {
    int hash = text.hashCode();
    int place = (hash ^ hash >>> Short.SIZE) & (RECENT.length - 1);
    Known known = RECENT[place];
    if (known == null || known.algorithm != algorithm || !known.text.equals(text)) {
      known = new Known(text, algorithm, parseAnew(text, algorithm));
      RECENT[place] = known;
    }
    return known.credential;
  }

  private static Credential parseAnew(String text, SignatureAlgorithm algorithm)
      throws SignatureException {
    // From the right: foreign key ids may hold a slash, and then it is the id that is at fault.
    int beforeTerminator = text.lastIndexOf('/');
    int beforeService = text.lastIndexOf('/', beforeTerminator - 1);
    boolean regional = algorithm == SignatureAlgorithm.HMAC;
    int beforeRegion = regional ? text.lastIndexOf('/', beforeService - 1) : beforeService;
    int beforeDate = text.lastIndexOf('/', beforeRegion - 1);
    if (beforeDate <= 0 || beforeRegion < 0 || beforeService < 0) {
      throw SignatureException.malformed(
          "Credential must have the %s parts `%s`"
              .formatted(regional ? "five" : "four", algorithm.credentialForm()));
    }
    String date = text.substring(beforeDate + 1, beforeRegion);
    String region = regional ? text.substring(beforeRegion + 1, beforeService) : "";
    String service = text.substring(beforeService + 1, beforeTerminator);
    if (!Timestamp.isDate(date)) {
      throw SignatureException.malformed("The date in Credential must be of the form `yyyymmdd`");
    }
    if ((regional && !isName(region)) || !isName(service)) {
      throw SignatureException.malformed(
          "Region and service in Credential must be 1 to %s characters of `A-Za-z0-9._-`"
              .formatted(LONGEST_NAME));
    }
    if (!text.startsWith(CredentialScope.TERMINATOR, beforeTerminator + 1)
        || text.length() != beforeTerminator + 1 + CredentialScope.TERMINATOR.length()) {
      throw new SignatureException(
          Reason.WRONG_SCOPE,
          "Credential should be scoped with a valid terminator: 'aws4_request'.");
    }
    String accessKeyId = text.substring(0, beforeDate);
    if (!isAccessKeyId(accessKeyId)) {
      throw SignatureException.malformed(
          "The access key id in Credential must be %s to %s characters of `A-Za-z0-9_`"
              .formatted(SHORTEST_ID, LONGEST_ID));
    }
    return new Credential(accessKeyId, new CredentialScope(date, region, service));
  }

  private static boolean isAccessKeyId(String text) {
    if (text.length() < SHORTEST_ID || text.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_NAME;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}

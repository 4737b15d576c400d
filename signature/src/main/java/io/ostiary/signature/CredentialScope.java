package io.ostiary.signature;

/**
 * What a signing key is good for: one day, region and service.
 *
 * @param date {@code yyyymmdd}, UTC
 */
public record CredentialScope(String date, String region, String service) {
  static final String TERMINATOR = "aws4_request";

  /** As the string to sign has it. */
  String text() {
    return date + '/' + region + '/' + service + '/' + TERMINATOR;
  }
}

package io.ostiary.signature;

/**
 * What a signing key is good for: one day, region and service.
 *
 * @param date {@code yyyymmdd}, UTC
 * @param region empty for Signature Version 4A, whose requests name a set of regions instead
 */
public record CredentialScope(String date, String region, String service) {
  static final String TERMINATOR = "aws4_request";

  /** As the string to sign has it. */
  String text() {
    return region.isEmpty()
        ? date + '/' + service + '/' + TERMINATOR
        : date + '/' + region + '/' + service + '/' + TERMINATOR;
  }
}

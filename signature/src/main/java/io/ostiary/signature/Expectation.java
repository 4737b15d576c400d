package io.ostiary.signature;

import java.time.Duration;
import java.util.Set;

/**
 * What a verifier demands of a signature here.
 *
 * @param services the scope's service must be one of these; no wildcard, since the service binds a
 *     signature to one endpoint
 * @param regions the scope's region must be one of these; {@code *} admits any
 * @param clockSkew how far the signer's clock may be off, either way; at most 15 minutes
 * @param longestLifetime the most that a presigned request may live, at most seven days
 * @param payloads the ways to cover a body that are admitted here; a request without a body may
 *     always be {@link PayloadMode#UNSIGNED} or {@link PayloadMode#SIGNED}
 * @param unsignedPayloadByDefault whether a presigned request without a stated hash covers no body
 *     (S3) rather than the hash of the actual body (everybody else)
 * @param version4a whether signatures of version 4A are taken, each of which costs a hundred times
 *     what another one does
 */
public record Expectation(
    Set<String> services,
    Set<String> regions,
    PathRule pathRule,
    Duration clockSkew,
    Duration longestLifetime,
    Set<PayloadMode> payloads,
    boolean unsignedPayloadByDefault,
    boolean version4a) {

  private static final Duration MOST_SKEW = Duration.ofMinutes(15);
  private static final Duration MOST_LIFETIME = Duration.ofDays(7);

  public Expectation {
    services = Set.copyOf(services);
    regions = Set.copyOf(regions);
    payloads = Set.copyOf(payloads);
    if (services.contains("*")) {
      throw new IllegalArgumentException(
          "services may not hold `*`: a signature for one endpoint would then hold at another");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException("clockSkew must be 0 to 15 minutes, not " + clockSkew);
    }
    if (longestLifetime.isNegative() || longestLifetime.compareTo(MOST_LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "longestLifetime must be 0 to 7 days, not " + longestLifetime);
    }
  }

  /** Without version 4A. */
  public Expectation(
      Set<String> services,
      Set<String> regions,
      PathRule pathRule,
      Duration clockSkew,
      Duration longestLifetime,
      Set<PayloadMode> payloads,
      boolean unsignedPayloadByDefault) {
    this(
        services,
        regions,
        pathRule,
        clockSkew,
        longestLifetime,
        payloads,
        unsignedPayloadByDefault,
        false);
  }

  /**
   * Refuses a signature by an algorithm that is not taken. To be asked before a key is derived,
   * which takes long for version 4A.
   */
  public void checkAlgorithm(SignatureClaim claim) throws SignatureException {
    if (claim.algorithm() == SignatureAlgorithm.ECDSA && !version4a) {
      throw SignatureException.malformed(
          "%s (Signature Version 4A) is not taken here; sign with %s, for one region"
              .formatted(claim.algorithm().text(), SignatureAlgorithm.HMAC.text()));
    }
  }

  boolean admitsRegion(String region) {
    return regions.contains(region) || regions.contains("*");
  }
}

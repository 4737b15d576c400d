package io.ostiary.filter.mapping;

import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.Expectation;
import io.ostiary.signature.PathRule;
import io.ostiary.signature.PayloadMode;
import java.time.Duration;
import java.util.Set;

/**
 * What an installation demands of signatures, whatever the service.
 *
 * @param regions a signature's scope must name one of these; {@code *} admits any
 * @param clockSkew how far a signer's clock may be off, either way
 * @param longestPresignedLifetime the most that a presigned request may live, at most seven days
 * @param version4a whether signatures of version 4A are taken
 */
public record RouterSettings(
    Set<String> regions, Duration clockSkew, Duration longestPresignedLifetime, boolean version4a) {

  /** The longest life of a presigned request that AWS admits. */
  public static final Duration WEEK = Duration.ofDays(7);

  /** How far off AWS lets a clock be at most. */
  public static final Duration LARGEST_SKEW = Duration.ofMinutes(15);

  /** Without version 4A. */
  public RouterSettings(
      Set<String> regions, Duration clockSkew, Duration longestPresignedLifetime) {
    this(regions, clockSkew, longestPresignedLifetime, false);
  }

  public RouterSettings {
    regions = Set.copyOf(regions);
    if (regions.isEmpty()) {
      throw new IllegalArgumentException("no region; name at least one, or `*` for any");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(LARGEST_SKEW) > 0) {
      throw new IllegalArgumentException(
          "clock skew %s; choose 0 to 15 minutes".formatted(clockSkew));
    }
    if (longestPresignedLifetime.isNegative() || longestPresignedLifetime.compareTo(WEEK) > 0) {
      throw new IllegalArgumentException(
          "presigned lifetime %s; choose 0 to 7 days".formatted(longestPresignedLifetime));
    }
  }

  /** What a signature must look like at a service, with these ways to cover the body. */
  Expectation expectation(ServiceDefinition service, Set<PayloadMode> payloads) {
    return new Expectation(
        service.signingNames(),
        regions,
        service.pathAsSent() ? PathRule.AS_SENT : PathRule.NORMALIZED,
        clockSkew,
        longestPresignedLifetime,
        payloads,
        service.unsignedPayloadByDefault(),
        version4a);
  }
}

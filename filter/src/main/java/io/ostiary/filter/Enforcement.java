package io.ostiary.filter;

import java.util.Set;

/**
 * Whether denials are enforced. At a service where they are only reported, a request that policies
 * deny is let in, recorded and remembered all the same; one that is malformed, unauthenticated,
 * anonymous or of no route is refused as ever.
 *
 * @param reportOnly the services at which denials are only reported
 */
public record Enforcement(Set<String> reportOnly) {

  /** Denied is denied. */
  public static final Enforcement EVERYWHERE = new Enforcement(Set.of());

  public Enforcement {
    reportOnly = Set.copyOf(reportOnly);
  }

  boolean holdsFor(String service) {
    return !reportOnly.contains(service);
  }

  /** The mode's name for a service. */
  public String mode(String service) {
    return holdsFor(service) ? "enforce" : "report-only";
  }
}

package io.ostiary.application.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.ostiary.filter.audit.AuditEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts what is decided, in Micrometer's meters. No tag ever names a principal, a resource or
 * anything else that clients choose.
 */
final class DoorMeters {
  private final MeterRegistry registry;

  private DoorMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Meters in the registry that all others are added to. */
  static DoorMeters global(Supplier<Duration> age, LongSupplier lost) {
    return in(Metrics.globalRegistry, age, lost);
  }

  /**
   * Meters in a registry.
   *
   * @param age of the directory's snapshot: how long ago it was certainly the newest
   * @param lost how many audit events were not kept
   */
  static DoorMeters in(MeterRegistry registry, Supplier<Duration> age, LongSupplier lost) {
    Gauge.builder("ostiary.snapshot.age", () -> age.get().toNanos() / 1e9)
        .baseUnit("seconds")
        .description("How long ago the directory was certainly up to date")
        .register(registry);
    Gauge.builder("ostiary.audit.lost", lost::getAsLong)
        .description("Audit events that were not kept since the start")
        .register(registry);
    return new DoorMeters(registry);
  }

  /** Counts one event. */
  void count(AuditEvent event) {
    registry
        .counter(
            "ostiary.decisions",
            "result",
            event.error().isPresent() ? "refused" : "allowed",
            "reason",
            event.outcome(),
            "mode",
            event.mode())
        .increment();
  }
}

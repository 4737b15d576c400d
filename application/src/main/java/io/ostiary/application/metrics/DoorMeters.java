package io.ostiary.application.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.policy.service.Access;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the door does, in Micrometer's meters. No tag ever names a principal, a resource or anything
 * else that clients choose.
 */
final class DoorMeters implements Meters {
  private static final System.Logger LOG = System.getLogger("ostiary");

  private final MeterRegistry registry;
  private final Gauge age;
  private final Gauge lost;
  private final Timer decisions;
  private final Authentications accepted;
  private final Authentications refused;

  private DoorMeters(MeterRegistry registry, Supplier<Duration> age, LongSupplier lost) {
    this.registry = registry;
    this.age =
        Gauge.builder("ostiary.snapshot.age", () -> age.get().toNanos() / 1e9)
            .baseUnit("seconds")
            .description("How long ago the directory was certainly up to date")
            .register(registry);
    this.lost =
        Gauge.builder("ostiary.audit.lost", lost::getAsLong)
            .description("Audit events that were not kept since the start")
            .register(registry);
    this.decisions =
        Timer.builder("ostiary.decision.time")
            .description("From a known caller to what policies say, for each request or dispatch")
            .register(registry);
    this.accepted = Authentications.in(registry, "accepted");
    this.refused = Authentications.in(registry, "refused");
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
    return new DoorMeters(registry, age, lost);
  }

  /** How often callers came in by each way, with one result. */
  private record Authentications(Map<Access, Counter> byWay, Counter other) {
    static Authentications in(MeterRegistry registry, String result) {
      Map<Access, Counter> byWay = new EnumMap<>(Access.class);
      for (Access way : Access.values()) {
        if (way != Access.UNAUTHENTICATED) { // where nothing is looked at
          byWay.put(way, counter(registry, way.name().toLowerCase(Locale.ROOT), result));
        }
      }
      return new Authentications(byWay, counter(registry, "other", result));
    }

    private static Counter counter(MeterRegistry registry, String scheme, String result) {
      return Counter.builder("ostiary.authentication")
          .description("What requests show of their callers, and whether it holds")
          .tags("scheme", scheme, "result", result)
          .register(registry);
    }

    void count(Optional<Access> way) {
      way.map(byWay::get).orElse(other).increment();
    }
  }

  @Override
  public void accept(AuditEvent event) {
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

  @Override
  public long begin() {
    return System.nanoTime();
  }

  @Override
  public void decided(long begun) {
    try {
      decisions.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    } catch (RuntimeException | LinkageError failure) {
      tell(failure);
    }
  }

  @Override
  public void authenticated(Optional<Access> way, boolean holds) {
    try {
      (holds ? accepted : refused).count(way);
    } catch (RuntimeException | LinkageError failure) {
      tell(failure);
    }
  }

  /** A registry is the application's; its failure is no reason to refuse a request. */
  private static void tell(Throwable failure) {
    LOG.log(System.Logger.Level.WARNING, "a meter registry failed", failure);
  }

  /** Counters hold nothing; what shows an application's own state would keep it in memory. */
  @Override
  public void close() {
    registry.remove(age);
    registry.remove(lost);
  }
}

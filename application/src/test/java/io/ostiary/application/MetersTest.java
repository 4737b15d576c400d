package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.application.metrics.Metering;
import io.ostiary.application.metrics.Meters;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Micrometer counts of real requests. */
class MetersTest {
  @TempDir Path directory;

  /** Answers anything. */
  public static class Answering extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Test
  void requestsAreCountedByWhatBecameOfThemAndByNothingThatTheySay() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    Meters meters = Metering.begin(() -> Duration.ofMillis(1500), () -> 3).orElseThrow();
    try (Handbook handbook = start(meters)) {
      handbook.ask("GET", "/in/x");
      handbook.ask("GET", "/in/y");
      handbook.ask("GET", "/exact/b");
      handbook.ask("GET", "/nowhere");
      handbook.askUnsigned("/in/x");
      handbook.askUnsigned("/open/x");
      handbook.audited.forEach(meters);

      assertThat(count(registry, "allowed", "Allowed")).isEqualTo(2);
      assertThat(count(registry, "allowed", "Unauthenticated")).isEqualTo(1);
      assertThat(count(registry, "refused", "ImplicitlyDenied")).isEqualTo(1);
      assertThat(count(registry, "refused", "Refused")).isEqualTo(2);
      assertThat(authenticated(registry, "signed", "accepted")).isEqualTo(3);
      assertThat(authenticated(registry, "anonymous", "refused")).isEqualTo(1);
      assertThat(authenticated(registry, "anonymous", "accepted")).isEqualTo(1);
      assertThat(authenticated(registry, "bearer", "refused")).isZero();
      Timer decisions = registry.get("ostiary.decision.time").timer();
      assertThat(decisions.count()).isEqualTo(3);
      assertThat(decisions.totalTime(TimeUnit.NANOSECONDS)).isPositive();
      assertThat(registry.get("ostiary.snapshot.age").gauge().value()).isEqualTo(1.5);
      assertThat(registry.get("ostiary.audit.lost").gauge().value()).isEqualTo(3);
      assertThat(registry.getMeters())
          .flatExtracting(meter -> meter.getId().getTags())
          .extracting(Tag::getKey)
          .containsOnly("result", "reason", "mode", "scheme");
    } finally {
      meters.close();
      assertThat(registry.find("ostiary.snapshot.age").gauge()).isNull();
      Metrics.removeRegistry(registry);
    }
  }

  @Test
  void aRegistryThatFailsKeepsNobodyOut() throws Exception {
    MeterRegistry failing =
        new SimpleMeterRegistry() {
          @Override
          protected Counter newCounter(Meter.Id id) {
            return new FailingCounter(id);
          }
        };
    Metrics.addRegistry(failing);
    Meters meters = Metering.begin(() -> Duration.ZERO, () -> 0).orElseThrow();
    try (Handbook handbook = start(meters)) {
      assertThat(handbook.ask("GET", "/in/x").statusCode()).isEqualTo(200);
    } finally {
      meters.close();
      Metrics.removeRegistry(failing);
    }
  }

  /** Counts nothing. */
  private static final class FailingCounter extends AbstractMeter implements Counter {
    private FailingCounter(Id id) {
      super(id);
    }

    @Override
    public void increment(double amount) {
      throw new IllegalStateException("the registry's own problem");
    }

    @Override
    public double count() {
      return 0;
    }
  }

  private Handbook start(Meters meters) throws Exception {
    return Handbook.start(
        directory,
        Policies.HERS,
        new Handbook.Setup(
            Container.UNDERTOW,
            context -> context.addServlet("all", new Answering()).addMapping("/*"),
            meters));
  }

  private static double authenticated(MeterRegistry registry, String scheme, String result) {
    return registry
        .get("ostiary.authentication")
        .tags("scheme", scheme, "result", result)
        .counter()
        .count();
  }

  private static double count(SimpleMeterRegistry registry, String result, String reason) {
    return registry
        .get("ostiary.decisions")
        .tags("result", result, "reason", reason, "mode", "enforce")
        .counter()
        .count();
  }
}

package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.application.metrics.Metering;
import io.ostiary.filter.audit.AuditEvent;
import io.undertow.servlet.Servlets;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
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
    Consumer<AuditEvent> meters =
        Metering.begin(() -> Duration.ofMillis(1500), () -> 3).orElseThrow();
    try (Handbook handbook =
        Handbook.start(
            directory,
            Policies.HERS,
            info -> info.addServlet(Servlets.servlet("all", Answering.class).addMapping("/*")))) {
      handbook.ask("GET", "/in/x");
      handbook.ask("GET", "/in/y");
      handbook.ask("GET", "/exact/b");
      handbook.ask("GET", "/nowhere");
      handbook.audited.forEach(meters);

      assertThat(count(registry, "allowed", "Allowed")).isEqualTo(2);
      assertThat(count(registry, "refused", "ImplicitlyDenied")).isEqualTo(1);
      assertThat(count(registry, "refused", "Refused")).isEqualTo(1);
      assertThat(registry.get("ostiary.snapshot.age").gauge().value()).isEqualTo(1.5);
      assertThat(registry.get("ostiary.audit.lost").gauge().value()).isEqualTo(3);
      assertThat(registry.getMeters()).hasSize(5);
    } finally {
      Metrics.removeRegistry(registry);
    }
  }

  private static double count(SimpleMeterRegistry registry, String result, String reason) {
    return registry
        .get("ostiary.decisions")
        .tags("result", result, "reason", reason, "mode", "enforce")
        .counter()
        .count();
  }
}

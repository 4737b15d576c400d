package io.ostiary.application.health;

import io.ostiary.endpoint.status.Health;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says that the application is ready once the door is, and no longer when the directory is outdated
 * or a record that is required cannot be kept. What it tells is what Ostiary's own health page
 * tells whoever may see it, without the problems' wording.
 */
final class DoorReadiness implements HealthCheck {
  private final Supplier<Optional<Health>> health;

  private DoorReadiness(Supplier<Optional<Health>> health) {
    this.health = health;
  }

  static void offer(AfterBeanDiscovery beans, Supplier<Optional<Health>> health) {
    beans
        .<HealthCheck>addBean()
        .types(HealthCheck.class, Object.class)
        .qualifiers(Readiness.Literal.INSTANCE)
        .scope(ApplicationScoped.class)
        .createWith(made -> new DoorReadiness(health));
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("ostiary");
    Optional<Health> now = health.get();
    if (now.isEmpty()) {
      return response.down().build();
    }
    Map<String, Object> enforcement = now.get().parts().getOrDefault("enforcement", Map.of());
    Map<String, Object> directory = now.get().parts().getOrDefault("directory", Map.of());
    if (enforcement.get("mode") instanceof String mode) {
      response.withData("mode", mode);
    }
    if (directory.get("revision") instanceof Number revision) {
      response.withData("revision", revision.longValue());
    }
    return response.status(now.get().up()).build();
  }
}

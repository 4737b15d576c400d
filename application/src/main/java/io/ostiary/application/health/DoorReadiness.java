package io.ostiary.application.health;

import io.ostiary.endpoint.status.Health;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says that the application is ready once the door is, and no longer when the directory is outdated
 * or a record that is required cannot be kept. What it tells is what Ostiary's own health page
 * tells whoever may see it, without the problems' wording.
 *
 * <p>It is a class with its annotation, since Payara looks for no other beans, but with no scope of
 * its own, so that nobody finds it where MicroProfile Health is absent.
 */
@Readiness
final class DoorReadiness implements HealthCheck {
  private final HealthExtension extension;

  /** Whose request this is, if it is one. */
  private final Instance<ServletContext> current;

  @Inject
  DoorReadiness(BeanManager beans, Instance<ServletContext> current) {
    this.extension = beans.getExtension(HealthExtension.class);
    this.current = current;
  }

  static void offer(BeforeBeanDiscovery beans) {
    beans.addAnnotatedType(DoorReadiness.class, DoorReadiness.class.getName());
  }

  /** Payara does not tell extensions which application starts, but asks in a request to it. */
  private Optional<Health> health() {
    if (extension.knowsApplication() || !current.isResolvable()) {
      return extension.health();
    }
    return HealthExtension.health(current.get());
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("ostiary");
    Optional<Health> now = health();
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

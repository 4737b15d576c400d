package io.ostiary.application.health;

import io.ostiary.endpoint.status.Health;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Offers {@link DoorReadiness} as a bean where the server or the application has MicroProfile
 * Health; elsewhere its class, which needs that, is never loaded.
 */
public class HealthExtension implements Extension {

  /** The servlet context's attribute that holds a {@code Supplier<Health>}. */
  public static final String HEALTH = Health.class.getName();

  private static final String API = "org.eclipse.microprofile.health.HealthCheck";

  private volatile @Nullable ServletContext context;

  void remember(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
    context = started;
  }

  void offer(@Observes BeforeBeanDiscovery beans) {
    try {
      Class.forName(API, false, HealthExtension.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError none) {
      return;
    }
    DoorReadiness.offer(beans);
  }

  /** Whether the server has told which application this is. */
  boolean knowsApplication() {
    return context != null;
  }

  /** Empty before the application has started, and where nothing wired Ostiary for it. */
  Optional<Health> health() {
    ServletContext started = context;
    return started == null ? Optional.empty() : health(started);
  }

  static Optional<Health> health(ServletContext started) {
    return started.getAttribute(HEALTH) instanceof Supplier<?> asked
            && asked.get() instanceof Health health
        ? Optional.of(health)
        : Optional.empty();
  }
}

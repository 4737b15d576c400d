package io.ostiary.application.cdi;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditListeners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fires each {@link AuditEvent}, once it is recorded, for whoever observes it. Synchronous
 * observers run in the request's thread; none of them can change what was decided.
 */
@ApplicationScoped
public class AuditEvents {
  private final @Nullable Event<AuditEvent> events;
  private final @Nullable BeanManager beans;

  /** For the container's proxy. */
  protected AuditEvents() {
    this.events = null;
    this.beans = null;
  }

  @Inject
  public AuditEvents(Event<AuditEvent> events, BeanManager beans) {
    this.events = events;
    this.beans = beans;
  }

  void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
    Event<AuditEvent> fired = events;
    BeanManager known = beans;
    if (fired != null
        && known != null
        && context.getAttribute(AuditListeners.class.getName()) instanceof AuditListeners audit) {
      audit.add(new Firing(fired, known));
    }
  }

  /** Fires for observers that there are; who observes is settled once the application runs. */
  private static final class Firing implements Consumer<AuditEvent> {
    private final Event<AuditEvent> events;
    private final BeanManager beans;
    private volatile @Nullable Audience audience;

    private Firing(Event<AuditEvent> events, BeanManager beans) {
      this.events = events;
      this.beans = beans;
    }

    @Override
    public void accept(AuditEvent event) {
      Audience known = audience;
      if (known == null) {
        known = Audience.of(beans.resolveObserverMethods(event));
        audience = known;
      }
      if (known.later) {
        events.fireAsync(event);
      }
      if (known.now) {
        events.fire(event);
      }
    }
  }

  /** Whether there are synchronous and asynchronous observers. */
  private record Audience(boolean now, boolean later) {
    static Audience of(Set<? extends ObserverMethod<?>> observers) {
      return new Audience(
          observers.stream().anyMatch(observer -> !observer.isAsync()),
          observers.stream().anyMatch(ObserverMethod::isAsync));
    }
  }
}

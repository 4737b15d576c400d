package io.ostiary.application.cdi;

import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditListeners;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Fires each {@link AuditEvent}, once it is recorded, for whoever observes it. Synchronous
 * observers run in the request's thread; none of them can change what was decided.
 */
@ApplicationScoped
public class AuditEvents {
  private final @Nullable Event<AuditEvent> events;

  /** For the container's proxy. */
  protected AuditEvents() {
    this.events = null;
  }

  @Inject
  public AuditEvents(Event<AuditEvent> events) {
    this.events = events;
  }

  void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
    Event<AuditEvent> fired = events;
    if (fired != null
        && context.getAttribute(AuditListeners.class.getName()) instanceof AuditListeners audit) {
      audit.add(
          event -> {
            fired.fire(event);
            fired.fireAsync(event);
          });
    }
  }
}

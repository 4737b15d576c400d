package io.ostiary.arquillian.notes;

import io.ostiary.filter.audit.AuditEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The audit events that the application heard of, as {@code name outcome}. */
@ApplicationScoped
public class Heard {
  private final List<String> events = new CopyOnWriteArrayList<>();

  void note(@Observes AuditEvent event) {
    events.add(event.name() + ' ' + event.outcome());
  }

  String all() {
    return String.join(", ", events);
  }
}

package io.ostiary.filter.audit;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells whoever listens of each event, once it is recorded. A listener runs in the request's own
 * thread; one that fails is logged and changes nothing.
 */
public final class AuditListeners implements AuditSink {
  private static final System.Logger LOG = System.getLogger("ostiary.audit");

  private final AuditSink kept;
  private final List<Consumer<AuditEvent>> listeners = new CopyOnWriteArrayList<>();

  public AuditListeners(AuditSink kept) {
    this.kept = kept;
  }

  /** Has a listener told of all that comes from now on. */
  public void add(Consumer<AuditEvent> listener) {
    listeners.add(listener);
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    kept.record(event);
    for (Consumer<AuditEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException | LinkageError failure) {
        LOG.log(
            Level.WARNING,
            "audit event " + event.eventId() + " is recorded, but a listener failed on it",
            failure);
      }
    }
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}

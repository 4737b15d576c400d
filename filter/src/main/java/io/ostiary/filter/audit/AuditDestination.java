package io.ostiary.filter.audit;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where audit events end up, a line each. One thread at a time calls it. */
public interface AuditDestination extends Closeable {

  /**
   * Takes events.
   *
   * @throws IOException if not all of them are kept; then none is
   */
  void write(List<AuditEvent> events) throws IOException;
}

package io.ostiary.filter.audit;

import java.io.IOException;

/** Where audit events go. Safe for any number of threads. */
@FunctionalInterface
public interface AuditSink extends AutoCloseable {

  /**
   * Records an event; when this returns, the sink holds it.
   *
   * @throws IOException if it could not be recorded; then the request is not let in
   */
  void record(AuditEvent event) throws IOException;

  /** Lets go of whatever the lines went to. */
  @Override
  default void close() throws IOException {}
}

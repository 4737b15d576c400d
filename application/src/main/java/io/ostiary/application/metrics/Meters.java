package io.ostiary.application.metrics;

import io.ostiary.filter.PassMeter;
import io.ostiary.filter.audit.AuditEvent;
import java.util.function.Consumer;

/** Counts events, and measures the pass, until it is closed. */
public interface Meters extends Consumer<AuditEvent>, PassMeter, AutoCloseable {

  /** Takes the meters away that show something of this application. */
  @Override
  void close();
}

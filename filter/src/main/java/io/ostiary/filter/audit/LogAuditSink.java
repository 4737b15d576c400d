package io.ostiary.filter.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Audit events as messages of the logger {@code ostiary.audit}, one JSON object each. */
public final class LogAuditSink implements AuditSink {
  private final Logger logger = System.getLogger("ostiary.audit");

  @Override
  public void record(AuditEvent event) {
    logger.log(Level.INFO, event::toJson);
  }
}

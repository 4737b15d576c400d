package io.ostiary.filter.audit;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts events by their outcome on their way to where they are kept. */
public final class CountingSink implements AuditSink {
  private final AuditSink kept;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public CountingSink(AuditSink kept) {
    this.kept = kept;
  }

  @Override
  public void record(AuditEvent event) throws IOException {
    counts.computeIfAbsent(event.outcome(), outcome -> new LongAdder()).increment();
    kept.record(event);
  }

  /** How many events there were of each outcome since the start. */
  public Map<String, Long> counts() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach((outcome, count) -> now.put(outcome, count.sum()));
    return now;
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}

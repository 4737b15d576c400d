package io.ostiary.benchmarks;

import io.ostiary.benchmarks.workload.Workload;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Takes each thread through the requests, each from a place of its own. */
@State(Scope.Thread)
public class Cursor {
  private static final AtomicInteger STARTS = new AtomicInteger();
  private static final int APART = 389;

  private int next = STARTS.getAndIncrement() * APART;

  /** The next place in {@link Workload#requests}. */
  int next() {
    next = (next + 1) & (Workload.REQUESTS - 1);
    return next;
  }
}

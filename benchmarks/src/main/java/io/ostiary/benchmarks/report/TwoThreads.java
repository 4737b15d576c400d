package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.engine.Engine.Decider;
import io.ostiary.benchmarks.engine.Ostiary;
import io.ostiary.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * How many times as much two threads decide as one, by the clock: with one compiled set between
 * them, and, for what this machine can give at most, with a set for each.
 *
 * <p>Not by JMH, whose forks lie seconds apart: one thread and two follow each other at once in one
 * process (one, two, two, one), so that what else the machine does meets both. Each figure is the
 * median of all turns.
 *
 * @param statements of each set
 * @param shared with one set
 * @param unshared with a set for each thread
 */
record TwoThreads(int statements, int turns, double shared, double unshared) {

  /** Where the second thread begins among the requests. */
  private static final int APART = 389;

  /** Decisions between two looks at the clock. */
  private static final int BATCH = 256;

  /** Turns before the first that counts. */
  private static final int WARM_UP = 5;

  static TwoThreads measure(Form form) {
    int statements = Math.min(1_000, form.most);
    Decider one = load(statements);
    Decider other = load(statements);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Double> shared = new ArrayList<>();
      List<Double> unshared = new ArrayList<>();
      for (int turn = -WARM_UP; turn < form.turns; turn++) {
        double together = gain(threads, form.slice, one, one);
        double apart = gain(threads, form.slice, one, other);
        if (turn >= 0) {
          shared.add(together);
          unshared.add(apart);
        }
      }
      return new TwoThreads(statements, form.turns, median(shared), median(unshared));
    } finally {
      threads.shutdownNow();
      one.close();
      other.close();
    }
  }

  private static Decider load(int statements) {
    return Engine.of(Ostiary.NAME).load(Workload.of(statements));
  }

  private static double gain(
      ExecutorService threads, Duration slice, Decider first, Decider second) {
    double before = rate(threads, slice, first, null);
    double both = rate(threads, slice, first, second) + rate(threads, slice, first, second);
    double after = rate(threads, slice, first, null);
    return both / (before + after);
  }

  /** Decisions in a nanosecond. */
  private static double rate(
      ExecutorService threads, Duration slice, Decider first, @Nullable Decider second) {
    List<Callable<Double>> work = new ArrayList<>();
    work.add(() -> rate(first, 0, slice));
    if (second != null) {
      work.add(() -> rate(second, APART, slice));
    }
    try {
      double rate = 0;
      for (Future<Double> done : threads.invokeAll(work)) {
        rate += done.get();
      }
      return rate;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a thread did not decide", e);
    }
  }

  private static double rate(Decider decider, int start, Duration slice) {
    long began = System.nanoTime();
    long took;
    long decisions = 0;
    long allowed = 0;
    int next = start;
    do {
      for (int i = 0; i < BATCH; i++) {
        allowed += decider.allows(next) ? 1 : 0;
        next = (next + 1) & (Workload.REQUESTS - 1);
      }
      decisions += BATCH;
      took = System.nanoTime() - began;
    } while (took < slice.toNanos());
    if (allowed == 0) { // which also keeps the compiler from leaving the decisions out
      throw new IllegalStateException("half of the requests should be allowed, but none is");
    }
    return (double) decisions / took;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}

package io.ostiary.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What is the most that a second thread can add on this machine?
 *
 * <p>Each thread mixes a table of its own, of the size that a thousand compiled statements take:
 * nothing is shared, so what is missing of twice as much is the machine's (a virtual processor that
 * gives way to others, one memory for both), not the program's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UnsharedBenchmark {
  private static final int ENTRIES = 1 << 14;
  private static final int STEPS = 256;

  private final long[] table = new long[ENTRIES];
  private long mixed = 0x9E3779B97F4A7C15L;

  /** A few hundred dependent steps, about what a decision takes. */
  @Benchmark
  public long mix() {
    for (int step = 0; step < STEPS; step++) {
      mixed ^= mixed << 13;
      mixed ^= mixed >>> 7;
      mixed ^= mixed << 17;
      int place = (int) mixed & (ENTRIES - 1);
      mixed += table[place];
      table[place] = mixed;
    }
    return mixed;
  }
}

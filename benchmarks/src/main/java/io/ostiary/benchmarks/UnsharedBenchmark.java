package io.ostiary.benchmarks;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.engine.Ostiary;
import io.ostiary.benchmarks.workload.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is the most that a second thread can add on this machine?
 *
 * <p>{@link DecisionBenchmark} again, but each thread has policies and requests of its own: nothing
 * is shared, so what is missing of twice as much is the machine's (virtual processors that are
 * halves of one core, one memory for both), and only what {@code DecisionBenchmark} misses besides
 * is the price of sharing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class UnsharedBenchmark {
  @Param("1000")
  public int statements;

  private Engine.Decider decider;

  @Setup
  public void load() {
    decider = Engine.of(Ostiary.NAME).load(Workload.of(statements));
  }

  @Benchmark
  public boolean decide(Cursor cursor) {
    return decider.allows(cursor.next());
  }
}

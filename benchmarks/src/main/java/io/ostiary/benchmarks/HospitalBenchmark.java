package io.ostiary.benchmarks;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.workload.Hospital;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a decision cost in the scenario that SAPL's authors made for SAPL?
 *
 * <p>33 policies a department and five more, as {@link Hospital} says.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class HospitalBenchmark {
  @Param({"ostiary"})
  public String engine;

  @Param({"5", "30", "100", "300"})
  public int departments;

  private Engine.Decider decider;

  @Setup
  public void load() {
    decider = Engine.of(engine).load(Hospital.of(departments));
  }

  @TearDown
  public void close() {
    decider.close();
  }

  @Benchmark
  public boolean decide(Cursor cursor) {
    return decider.allows(cursor.next());
  }
}

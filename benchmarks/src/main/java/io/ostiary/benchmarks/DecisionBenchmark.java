package io.ostiary.benchmarks;

import io.ostiary.benchmarks.engine.Engine;
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
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a decision cost, by the number of statements of one principal?
 *
 * <p>15 % of them deny, a third carry conditions, most name something and at most five are broad;
 * half the requests are allowed ({@code workload.StatementGenerator} and {@code RequestGenerator}
 * have the whole mix). Every engine decides the same 1,024 requests in turn.
 *
 * <p>{@code java -cp benchmarks.jar org.openjdk.jmh.Main DecisionBenchmark -p engine=ostiary -p
 * statements=1000 -prof gc}; with {@code -t 2}, two threads share one set of policies.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class DecisionBenchmark {
  @Param({"ostiary", "regex", "jcasbin"})
  public String engine;

  @Param({"10", "100", "1000", "10000", "100000"})
  public int statements;

  private Engine.Decider decider;

  @Setup
  public void load() {
    decider = Engine.of(engine).load(Workload.of(statements));
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

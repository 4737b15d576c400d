package io.ostiary.benchmarks;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.PolicySet;
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
 * How long until the change of one policy among so many statements is in force?
 *
 * <p>Each time another policy is replaced by an edited one that was read before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class ReloadBenchmark {
  @Param({"1000", "100000"})
  public int statements;

  private Reload reload;

  @Setup
  public void load() {
    reload = new Reload(Workload.of(statements).policies());
  }

  @Benchmark
  public PolicySet reload() {
    return reload.next();
  }
}

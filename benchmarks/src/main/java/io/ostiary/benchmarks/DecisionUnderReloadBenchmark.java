package io.ostiary.benchmarks;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
 * What do deciding threads notice while policies change beside them?
 *
 * <p>Another thread replaces one policy among so many statements every {@code pause} milliseconds
 * and publishes the new set; 0 means never. The sampled percentiles are the answer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class DecisionUnderReloadBenchmark {
  @Param({"0", "50"})
  public int pause;

  @Param({"100000"})
  public int statements;

  private AuthorizationRequest[] requests;
  private volatile ApplicablePolicies policies;
  private ScheduledExecutorService administrator;

  @Setup
  public void load() {
    Workload workload = Workload.of(statements);
    requests = workload.requests().toArray(AuthorizationRequest[]::new);
    Reload reload = new Reload(workload.policies());
    policies = ApplicablePolicies.of(reload.current(), PolicySet.EMPTY);
    administrator = Executors.newSingleThreadScheduledExecutor();
    if (pause > 0) {
      var unused =
          administrator.scheduleWithFixedDelay(
              () -> policies = ApplicablePolicies.of(reload.next(), PolicySet.EMPTY),
              pause,
              pause,
              TimeUnit.MILLISECONDS);
    }
  }

  @TearDown
  public void stop() {
    administrator.shutdownNow();
  }

  @Benchmark
  public Decision decide(Cursor cursor) {
    return Authorizer.decide(requests[cursor.next()], policies);
  }
}

package io.ostiary.benchmarks;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.ArrayList;
import java.util.List;
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
 * How long until so many statements can decide?
 *
 * <p>{@code parse} reads the documents, as a store does once for each version of a policy; {@code
 * compile} makes a set of policies that were read before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class CompileBenchmark {
  @Param({"1000", "100000"})
  public int statements;

  private List<PolicySet.Source> policies;
  private List<String> texts;

  @Setup
  public void load() {
    policies = Workload.of(statements).policies();
    texts = policies.stream().map(source -> source.policy().text()).toList();
  }

  @Benchmark
  public List<Policy> parse() {
    List<Policy> parsed = new ArrayList<>(texts.size());
    for (String text : texts) {
      parsed.add(Policy.parse(text, PolicyType.IDENTITY));
    }
    return parsed;
  }

  @Benchmark
  public PolicySet compile() {
    return PolicySet.of(policies);
  }
}

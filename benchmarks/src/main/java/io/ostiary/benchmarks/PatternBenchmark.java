package io.ostiary.benchmarks;

import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.RequestContext;
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
 * Can a pattern be made to take long?
 *
 * <p>A denial of {@code a*a*a*…b} is held against a resource of nothing but {@code a}: the pattern
 * fails at the very end, and a matcher that tried every way to spread the wildcards would take
 * exponentially long in {@code stars}. Ours may at most multiply both lengths.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class PatternBenchmark {
  private static final String PREFIX = "arn:aws:docs:::";

  @Param({"1", "4", "16", "64"})
  public int stars;

  @Param({"100", "1000"})
  public int length;

  private OnePolicy policy;

  @Setup
  public void load() {
    String deny =
        "{\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"%s\"}"
            .formatted(PREFIX + "a*".repeat(stars) + 'b');
    String allow = "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";
    policy =
        OnePolicy.of(List.of(deny, allow), PREFIX + "a".repeat(length), RequestContext.builder());
  }

  @Benchmark
  public Decision decide() {
    return policy.decide();
  }
}

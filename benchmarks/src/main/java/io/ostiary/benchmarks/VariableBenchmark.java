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
 * What do policy variables cost?
 *
 * <p>One statement allows an action on one pattern, which matches; {@code NONE} names the resource
 * outright, and what the others take longer is the variables'.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class VariableBenchmark {

  /** Where a statement has variables. */
  public enum Place {
    NONE("home/alice/alpha/1", ""),
    RESOURCE("home/${aws:username}/alpha/1", ""),
    RESOURCE_AND_WILDCARD("home/${aws:username}/*", ""),
    TWO_AND_A_DEFAULT("home/${aws:username}/${aws:PrincipalTag/squad, 'alpha'}/1", ""),
    CONDITION(
        "home/alice/alpha/1", "\"StringEquals\": {\"aws:ResourceTag/owner\": \"${aws:username}\"}");

    private final String document;
    private final String condition;

    Place(String document, String condition) {
      this.document = document;
      this.condition = condition;
    }
  }

  @Param public Place place;

  private OnePolicy policy;

  @Setup
  public void load() {
    String statement =
        """
        {"Effect": "Allow", "Action": "docs:GetDocument", "Resource": "arn:aws:docs:::%s",
         "Condition": {%s}}"""
            .formatted(place.document, place.condition);
    RequestContext.Builder context =
        RequestContext.builder().one("aws:username", "alice").one("aws:ResourceTag/owner", "alice");
    policy = OnePolicy.of(List.of(statement), "arn:aws:docs:::home/alice/alpha/1", context);
  }

  @Benchmark
  public Decision decide() {
    return policy.decide();
  }
}

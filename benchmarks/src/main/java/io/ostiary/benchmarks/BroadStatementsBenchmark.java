package io.ostiary.benchmarks;

import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.request.RequestContext;
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
 * How do statements scale that an index finds hard?
 *
 * <p>So many denials of one kind, none of which is about the request, and one statement that allows
 * it. {@code LITERAL} is the easy kind, for comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class BroadStatementsBenchmark {

  /** Denials whose {@code #} stands for a number that is not the request's. */
  public enum Kind {
    LITERAL("'Action': 'docs:GetDocument', 'Resource': 'arn:aws:docs:::document/#'"),
    NOT_ACTION("'NotAction': ['docs:Get*', 'jobs:Run#'], 'Resource': '*'"),
    NOT_RESOURCE(
        "'Action': 'docs:GetDocument', 'NotResource': ['arn:aws:docs:::*', 'arn:aws:jobs:::#']"),
    QUESTION_MARK("'Action': 'docs:GetDocument', 'Resource': 'arn:aws:docs:::document?#'"),
    SUFFIX("'Action': 'docs:*', 'Resource': 'arn:aws:docs:::*.#'"),
    MULTI_VALUED(
        "'Action': 'docs:*', 'Resource': '*', 'Condition': {'ForAnyValue:StringEquals': {'aws:TagKeys': ['x#', 'y#']}}"),
    STRING_EQUALS(
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:PrincipalTag/team': 'team-#'}}"),
    NOT_EQUALS(
        "'Action': '*', 'Resource': '*', 'Condition': {'StringNotEquals': {'aws:PrincipalTag/team': ['alpha', 'team-#']}}"),
    NO_LITERAL(
        "'Action': '*', 'Resource': '*', 'Condition': {'NumericGreaterThan': {'docs:MaxKeys': '1#'}}");

    private final String elements;

    Kind(String elements) {
      this.elements = elements.replace('\'', '"');
    }

    String denial(int number) {
      return "{\"Effect\": \"Deny\", "
          + elements.replace("#", Integer.toString(10_000 + number))
          + '}';
    }
  }

  @Param public Kind kind;

  @Param({"10", "100", "1000", "10000"})
  public int statements;

  private OnePolicy policy;

  @Setup
  public void load() {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < statements; i++) {
      texts.add(kind.denial(i));
    }
    texts.add("{\"Effect\": \"Allow\", \"Action\": \"docs:Get*\", \"Resource\": \"*\"}");
    RequestContext.Builder context =
        RequestContext.builder()
            .one("aws:PrincipalTag/team", "alpha")
            .one("docs:MaxKeys", "42")
            .many("aws:TagKeys", List.of("cost-centre", "project"));
    policy = OnePolicy.of(texts, "arn:aws:docs:::document/42", context);
  }

  @Benchmark
  public Decision decide() {
    return policy.decide();
  }
}

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
 * What does one condition cost, by family of operators?
 *
 * <p>One statement allows everything under one condition, which holds; {@code NONE} has no
 * condition, and what the others take longer is theirs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls the set-up
public class ConditionBenchmark {

  /** A family and a condition of it. */
  public enum Family {
    NONE(""),
    STRING_EQUALS("'StringEquals': {'aws:PrincipalTag/team': ['alpha', 'beta', 'gamma']}"),
    STRING_EQUALS_IGNORE_CASE("'StringEqualsIgnoreCase': {'aws:PrincipalTag/team': 'GAMMA'}"),
    STRING_LIKE("'StringLike': {'aws:UserAgent': 'aws-cli/*Python/?.11*'}"),
    NUMERIC("'NumericLessThan': {'docs:MaxKeys': '100'}"),
    DATE("'DateLessThan': {'aws:CurrentTime': '2027-01-01T00:00:00Z'}"),
    BOOL("'Bool': {'aws:SecureTransport': 'true'}"),
    BINARY("'BinaryEquals': {'docs:Digest': 'YWxpY2U='}"),
    IP_ADDRESS("'IpAddress': {'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24']}"),
    IP_ADDRESS_6("'IpAddress': {'docs:Source6': '2001:db8::/32'}"),
    ARN_LIKE("'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:user/a*'}"),
    IF_EXISTS("'StringEqualsIfExists': {'aws:RequestTag/none': 'x'}"),
    NULL("'Null': {'aws:RequestTag/none': 'true'}"),
    FOR_ANY_VALUE("'ForAnyValue:StringEquals': {'aws:TagKeys': ['project', 'owner']}"),
    FOR_ALL_VALUES("'ForAllValues:StringLike': {'aws:TagKeys': ['cost-*', 'pro*', 'own*']}");

    private final String condition;

    Family(String condition) {
      this.condition = condition.replace('\'', '"');
    }
  }

  @Param public Family family;

  private OnePolicy policy;

  @Setup
  public void load() {
    String statement =
        "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {%s}}"
            .formatted(family.condition);
    RequestContext.Builder context =
        RequestContext.builder()
            .one("aws:PrincipalTag/team", "gamma")
            .one("aws:UserAgent", "aws-cli/2.9.19 Python/3.11.2 Linux/6.1")
            .one("docs:MaxKeys", "42")
            .one("aws:CurrentTime", "2026-11-21T12:00:00Z")
            .one("aws:SecureTransport", "true")
            .one("docs:Digest", "YWxpY2U=")
            .one("aws:SourceIp", "203.0.113.9")
            .one("docs:Source6", "2001:db8::9")
            .many("aws:TagKeys", List.of("cost-centre", "project"));
    policy = OnePolicy.of(List.of(statement), "arn:aws:docs:::document/1", context);
  }

  @Benchmark
  public Decision decide() {
    return policy.decide();
  }
}

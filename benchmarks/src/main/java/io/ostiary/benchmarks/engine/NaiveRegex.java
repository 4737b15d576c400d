package io.ostiary.benchmarks.engine;

import io.ostiary.benchmarks.workload.GeneratedCondition;
import io.ostiary.benchmarks.workload.GeneratedStatement;
import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.RequestContext;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one writes first: every statement in turn, one regular expression a pattern, compiled
 * beforehand.
 */
public final class NaiveRegex implements Engine {

  @Override
  public String name() {
    return "regex";
  }

  @Override
  public String title() {
    return "naive Java, a compiled regex per pattern";
  }

  @Override
  public String translation() {
    return "complete";
  }

  @Override
  public int mostStatements() {
    return 100_000;
  }

  @Override
  public Decider load(Workload workload) {
    List<Statement> statements = workload.statements().stream().map(Statement::of).toList();
    AuthorizationRequest[] requests = workload.requests().toArray(AuthorizationRequest[]::new);
    return request -> allows(statements, requests[request]);
  }

  private static boolean allows(List<Statement> statements, AuthorizationRequest request) {
    String action = request.action().toString();
    String resource = request.resource().name();
    boolean allowed = false;
    for (Statement statement : statements) {
      if (statement.matches(action, resource, request.context())) {
        if (statement.effect == Effect.DENY) {
          return false;
        }
        allowed = true;
      }
    }
    return allowed;
  }

  private record Statement(
      Effect effect, List<Pattern> actions, List<Pattern> resources, List<RegexCondition> tests) {

    static Statement of(GeneratedStatement statement) {
      return new Statement(
          statement.effect(),
          statement.actions().stream().map(Regex::action).toList(),
          statement.resources().stream().map(Regex::arn).toList(),
          statement.conditions().stream().map(Statement::test).toList());
    }

    private static RegexCondition test(GeneratedCondition condition) {
      return RegexCondition.of(condition.operator(), condition.key(), condition.values());
    }

    boolean matches(String action, String resource, RequestContext context) {
      return anyMatches(actions, action)
          && anyMatches(resources, resource)
          && allHold(tests, context);
    }

    private static boolean anyMatches(List<Pattern> patterns, String text) {
      for (Pattern pattern : patterns) {
        if (pattern.matcher(text).matches()) {
          return true;
        }
      }
      return false;
    }

    private static boolean allHold(List<RegexCondition> tests, RequestContext context) {
      for (RegexCondition test : tests) {
        if (!test.holds(context)) {
          return false;
        }
      }
      return true;
    }
  }
}

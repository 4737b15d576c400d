package io.ostiary.benchmarks.engine;

import io.ostiary.benchmarks.workload.GeneratedStatement;
import io.ostiary.benchmarks.workload.Shape;
import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * jCasbin with its own model of access lists with denials and its {@code keyMatch}, in which a
 * wildcard matches to the end. A statement becomes one line for each of its pairs of action and
 * resource, and loses its conditions; one that only a condition narrows is left out.
 */
public final class JCasbin implements Engine {
  private static final String MODEL =
      """
      [request_definition]
      r = sub, obj, act

      [policy_definition]
      p = sub, obj, act, eft

      [policy_effect]
      e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

      [matchers]
      m = r.sub == p.sub && keyMatch(r.act, p.act) && keyMatch(r.obj, p.obj)
      """;

  @Override
  public String name() {
    return "jcasbin";
  }

  @Override
  public String title() {
    return "jCasbin 1.99.0";
  }

  @Override
  public String translation() {
    return "without conditions and without the 6 % that only a condition narrows; a wildcard matches to the end";
  }

  @Override
  public int mostStatements() {
    return 10_000;
  }

  @Override
  public Decider load(Workload workload) {
    Model model = new Model();
    model.loadModelFromText(MODEL);
    Enforcer enforcer = new Enforcer(model);
    String subject = workload.requests().get(0).principal().name();
    enforcer.addPolicies(
        workload.statements().stream()
            .filter(statement -> statement.shape() != Shape.VALUE)
            .filter(statement -> statement.shape() != Shape.BROAD)
            .flatMap(statement -> lines(subject, statement).stream())
            .distinct()
            .toList());
    String[] actions = new String[workload.requests().size()];
    String[] resources = new String[actions.length];
    for (int i = 0; i < actions.length; i++) {
      AuthorizationRequest request = workload.requests().get(i);
      actions[i] = request.action().toString();
      resources[i] = request.resource().name();
    }
    return request -> enforcer.enforce(subject, resources[request], actions[request]);
  }

  private static List<List<String>> lines(String subject, GeneratedStatement statement) {
    String effect = statement.effect() == Effect.ALLOW ? "allow" : "deny";
    List<List<String>> lines = new ArrayList<>();
    for (String action : statement.actions()) {
      for (String resource : statement.resources()) {
        lines.add(List.of(subject, resource, action, effect));
      }
    }
    return lines;
  }
}

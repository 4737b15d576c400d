package io.ostiary.policy.decision;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.Comparator;
import java.util.List;

/**
 * The statements of a layer that would allow a request but for a few of their elements, the nearest
 * first.
 *
 * <p>What is missing is weighed: a condition 2, a resource 3, an action or a principal 4, and 1
 * whatever there is an advice for, since it is likely a slip. Statements about other services are
 * no near misses, nor are those much further off than the nearest.
 */
final class NearMisses {
  private static final int MAX_SHOWN = 5;
  private static final int MAX_READ = 64;
  private static final int MAX_WEIGHT = 9;
  private static final int MAX_BEHIND_NEAREST = 2;
  private static final int CONDITION = 2;
  private static final int RESOURCE = 3;
  private static final int WHO_OR_WHAT = 4;

  private record Weighed(AttachedStatement statement, int weight) {}

  private final Situation situation;
  private final AuthorizationRequest request;

  NearMisses(Situation situation) {
    this.situation = situation;
    this.request = situation.request();
  }

  /** The nearest of a layer, as traces. */
  List<StatementTrace> nearest(Layer layer) {
    List<StatementTrace> traces =
        candidates(layer).stream()
            .map(one -> new StatementReading(one, situation).trace())
            .filter(trace -> weight(trace) <= MAX_WEIGHT)
            .sorted(Comparator.comparingInt(NearMisses::weight))
            .limit(MAX_SHOWN)
            .toList();
    return traces.stream()
        .filter(trace -> weight(trace) <= weight(traces.get(0)) + MAX_BEHIND_NEAREST)
        .toList();
  }

  /** Allows that only conditions keep from matching. */
  List<AttachedStatement> byConditions(Layer layer) {
    return candidates(layer).stream().filter(one -> weightBesideConditions(one) == 0).toList();
  }

  /** Compares without words first, since a layer may hold very many statements. */
  private List<AttachedStatement> candidates(Layer layer) {
    return layer.statements().stream()
        .filter(one -> one.statement().effect() == Effect.ALLOW)
        .filter(this::isOfService)
        .map(one -> new Weighed(one, weight(one)))
        .sorted(Comparator.comparingInt(Weighed::weight))
        .limit(MAX_READ)
        .map(Weighed::statement)
        .toList();
  }

  private boolean isOfService(AttachedStatement one) {
    Statement statement = one.statement();
    return statement.covers(request.action())
        || statement.actions().excludes()
        || statement.actions().patterns().stream()
            .anyMatch(pattern -> ActionAdvice.isOfService(request.action(), pattern));
  }

  private int weight(AttachedStatement one) {
    int weight = weightBesideConditions(one);
    for (Condition condition : one.statement().conditions()) {
      weight += condition.holds(request.context()) ? 0 : CONDITION;
    }
    return weight;
  }

  private int weightBesideConditions(AttachedStatement one) {
    Statement statement = one.statement();
    String asked = request.resource().name();
    String own = one.attachedTo() == null ? asked : one.attachedTo();
    boolean named = one.naming(request.principal()) != Naming.NONE;
    return (named ? 0 : WHO_OR_WHAT)
        + (statement.covers(request.action()) ? 0 : WHO_OR_WHAT)
        + (statement.covers(asked, own, request.context()) ? 0 : RESOURCE);
  }

  private static int weight(StatementTrace trace) {
    return trace.elements().stream().mapToInt(NearMisses::weight).sum();
  }

  private static int weight(ElementTrace element) {
    if (element.matches()) {
      return 0;
    }
    if (!element.advice().isEmpty()) {
      return 1;
    }
    return switch (element.element()) {
      case "Condition" -> CONDITION;
      case "Resource", "NotResource" -> RESOURCE;
      default -> WHO_OR_WHAT;
    };
  }
}

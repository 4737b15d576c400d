package io.ostiary.policy.decision;

import io.ostiary.policy.condition.Condition;
import io.ostiary.policy.condition.ContextChange;
import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.request.RequestContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for other values of condition keys with which a denied request would be allowed under the
 * policies as they are.
 */
final class RequestChanges {
  private static final int MAX_OFFERED = 3;
  private static final int MAX_STATEMENTS = 16;
  private static final int MAX_FAILING = 3;

  /** Every request has these, so none is sent without. */
  private static final Set<String> ALWAYS_THERE =
      Set.of(
          "aws:currenttime",
          "aws:epochtime",
          "aws:securetransport",
          "aws:sourceip",
          "aws:requestedregion",
          "aws:viaawsservice");

  private final Situation situation;
  private final RequestContext context;

  RequestChanges(Situation situation) {
    this.situation = situation;
    this.context = situation.request().context();
  }

  /** The ways found, those with fewer changes first. */
  List<Remedy> remedies() {
    Set<List<ContextChange>> tries = new LinkedHashSet<>();
    List<ContextChange> againstDenies = new ArrayList<>();
    for (Layer layer : situation.layers()) {
      for (AttachedStatement denying : limited(layer.denying(situation))) {
        List<ContextChange> ways = ways(denying.statement().conditions(), false);
        ways.forEach(way -> tries.add(List.of(way)));
        ways.stream().limit(1).forEach(againstDenies::add);
      }
      for (AttachedStatement near : limited(new NearMisses(situation).byConditions(layer))) {
        addTries(near.statement().conditions(), tries);
      }
    }
    tries.add(againstDenies.stream().distinct().toList());
    return tries.stream()
        .filter(this::isAllowed)
        .limit(MAX_OFFERED)
        .map(changes -> changes.stream().<Change>map(Change.SendRequest::new).toList())
        .map(Remedy::new)
        .toList();
  }

  private static List<AttachedStatement> limited(List<AttachedStatement> statements) {
    return statements.subList(0, Math.min(MAX_STATEMENTS, statements.size()));
  }

  /** Each way if one condition fails; the first way of each if several do. */
  private void addTries(List<Condition> conditions, Set<List<ContextChange>> tries) {
    List<Condition> failing =
        conditions.stream().filter(condition -> !condition.holds(context)).toList();
    if (failing.size() == 1) {
      ways(failing, true).forEach(way -> tries.add(List.of(way)));
    } else if (failing.size() <= MAX_FAILING) {
      List<ContextChange> together = new ArrayList<>();
      for (Condition condition : failing) {
        ways(List.of(condition), true).stream().limit(1).forEach(together::add);
      }
      tries.add(together);
    }
  }

  private List<ContextChange> ways(List<Condition> conditions, boolean toHold) {
    return conditions.stream()
        .flatMap(condition -> condition.changes(context, toHold).stream())
        .filter(RequestChanges::isOfTheRequest)
        .toList();
  }

  /** Whether a caller may send another value, rather than be somebody else. */
  private static boolean isOfTheRequest(ContextChange change) {
    String key = RequestContext.fold(change.key());
    boolean identity =
        (key.startsWith("aws:principal") && !key.startsWith("aws:principaltag/"))
            || (key.startsWith("aws:resource") && !key.startsWith("aws:resourcetag/"))
            || key.equals("aws:userid")
            || key.equals("aws:username");
    return !identity && (change.values() != null || !ALWAYS_THERE.contains(key));
  }

  private boolean isAllowed(List<ContextChange> changes) {
    RequestContext changed = context;
    for (ContextChange change : changes) {
      changed = change.applyTo(changed);
    }
    return situation.with(changed).decide() instanceof Allowed;
  }
}

package io.ostiary.policy.decision;

import io.ostiary.policy.decision.Change.AddStatement;
import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.document.PolicyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for changes that make a denied request allowed: makes the change that the denial asks for,
 * decides again, and so on until it is allowed; then takes back what turns out not to be needed.
 */
final class RemedySearch {
  private static final int MAX_CHANGES = 32;

  private final Situation situation;

  RemedySearch(Situation situation) {
    this.situation = situation;
  }

  /** The ways found, those with fewer changes first, policies before requests. */
  List<Remedy> remedies() {
    Set<Remedy> remedies = new LinkedHashSet<>();
    repaired(situation, false).ifPresent(remedies::add);
    if (mayGrantByResource()) {
      repaired(situation, true).ifPresent(remedies::add);
    }
    List<Remedy> sorted = new ArrayList<>(remedies);
    sorted.sort(Comparator.comparingInt(remedy -> remedy.changes().size()));
    sorted.addAll(new RequestChanges(situation).remedies());
    return sorted;
  }

  /** Whether the resource is known to take policies, and one may be enough. */
  private boolean mayGrantByResource() {
    return situation.hasPolicies()
        && situation.withinAccount()
        && (situation.policies().resource().type() != null
            || situation.request().resource().gated());
  }

  private Optional<Remedy> repaired(Situation start, boolean byResource) {
    List<Edit> edits = new ArrayList<>();
    Situation now = start;
    if (byResource) {
      edits.add(addition(now, now.layer(now.resourceType())));
      now = edits.get(0).applyTo(now);
    }
    Decision decision = now.decide();
    while (!(decision instanceof Allowed)) {
      List<Edit> next = repairs(now, decision);
      Situation changed = applied(now, next);
      if (edits.size() > MAX_CHANGES || size(changed) == size(now)) {
        return Optional.empty();
      }
      edits.addAll(next);
      now = changed;
      decision = now.decide();
    }
    return Optional.of(
        new Remedy(
            needed(start, edits).stream()
                .map(Edit::change)
                .sorted(Comparator.comparing(AddStatement.class::isInstance))
                .toList()));
  }

  /** How many statements there are; each repair that can be made adds some or removes some. */
  private static int size(Situation situation) {
    return situation.layers().stream().mapToInt(layer -> layer.statements().size()).sum();
  }

  private static Situation applied(Situation situation, List<Edit> edits) {
    Situation now = situation;
    for (Edit edit : edits) {
      now = edit.applyTo(now);
    }
    return now;
  }

  /** Without those edits that the others make superfluous. */
  private static List<Edit> needed(Situation start, List<Edit> edits) {
    List<Edit> needed = new ArrayList<>(edits);
    for (Edit edit : edits) {
      List<Edit> fewer = new ArrayList<>(needed);
      fewer.remove(edit);
      if (applied(start, fewer).decide() instanceof Allowed) {
        needed = fewer;
      }
    }
    return needed;
  }

  /** What the last denial asks for: that every deny stops, or an allow where it is missing. */
  private static List<Edit> repairs(Situation now, Decision denial) {
    if (!(denial instanceof ImplicitlyDenied implicit)) {
      return removals(now);
    }
    return switch (implicit.missing()) {
      case SERVICE_CONTROL ->
          now.layers().stream()
              .filter(layer -> layer.type() == PolicyType.SERVICE_CONTROL)
              .filter(layer -> layer.allowing(now).isEmpty())
              .map(layer -> addition(now, layer))
              .toList();
      case IDENTITY ->
          List.of(
              addition(
                  now,
                  now.layer(
                      now.isFederatedWithoutSession() ? PolicyType.SESSION : PolicyType.IDENTITY)));
      case RESOURCE, TRUST -> List.of(addition(now, now.layer(now.resourceType())));
      default -> List.of(addition(now, now.layer(implicit.missing())));
    };
  }

  private static List<Edit> removals(Situation now) {
    List<Edit> removals = new ArrayList<>();
    for (Layer layer : now.layers()) {
      if (layer.type() != PolicyType.SERVICE_CONTROL || now.hasPolicies()) {
        for (AttachedStatement denying : layer.denying(now)) {
          removals.add(Edit.removing(denying, layer));
        }
      }
    }
    return removals;
  }

  private static Edit addition(Situation now, Layer layer) {
    String json = LeastStatement.json(now.request(), layer.type());
    return Edit.adding(json, layer, new PolicyPlace(now, layer).words());
  }
}

package io.ostiary.policy.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the literals under which statements are filed, and gathers what it takes to find them.
 */
final class Filing {

  /** How many statements are known to share a literal. */
  @FunctionalInterface
  interface Frequency {
    int count(int hash);
  }

  /** A literal that no more statements share needs no rarer one. */
  private static final int RARE = 4;

  private final Frequency frequency;
  private Probes probes;

  Filing(Frequency frequency, Probes probes) {
    this.frequency = frequency;
    this.probes = probes;
  }

  /** What finds all statements that were placed. */
  Probes probes() {
    return probes;
  }

  /**
   * Where to file a statement: for each alternative of its most telling requirement the rarest
   * literal. Nowhere if it requires nothing.
   */
  List<Literal> places(List<Requirement> requirements) {
    List<Literal> places = List.of();
    int fewest = Integer.MAX_VALUE;
    for (Requirement requirement : requirements) {
      List<Literal> rarest = rarest(requirement);
      int most = most(rarest);
      if (!rarest.isEmpty() && most < fewest) {
        places = rarest;
        fewest = most;
      }
      if (fewest <= RARE) {
        break;
      }
    }
    for (Literal place : places) {
      probes = probes.with(place);
    }
    return places;
  }

  /** Of each alternative the rarest literal; none if one has none that may be looked up. */
  private List<Literal> rarest(Requirement requirement) {
    if (requirement.alternatives().isEmpty()) {
      return List.of(Literal.NEVER);
    }
    List<Literal> rarest = new ArrayList<>(requirement.alternatives().size());
    for (List<Literal> literals : requirement.alternatives()) {
      Literal best = rarestOf(literals);
      if (best == null) {
        return List.of();
      }
      rarest.add(best);
    }
    return rarest;
  }

  private @Nullable Literal rarestOf(List<Literal> literals) {
    Literal best = null;
    int fewest = Integer.MAX_VALUE;
    for (Literal literal : literals) {
      int count = frequency.count(literal.hash());
      if (count < fewest && fewest > RARE && probes.admit(literal)) {
        best = literal;
        fewest = count;
      }
    }
    return best;
  }

  private int most(List<Literal> literals) {
    int most = 0;
    for (Literal literal : literals) {
      most = Math.max(most, frequency.count(literal.hash()));
    }
    return most;
  }
}

package io.ostiary.policy.decision;

import java.util.List;

/**
 * How often each literal occurs, nearly: literals that share a counter count as one, which makes a
 * choice worse at most.
 */
final class Rarity implements Filing.Frequency {
  private static final int COUNTERS_A_STATEMENT = 8;

  private final int[] counts;

  private Rarity(int statements) {
    this.counts = new int[Integer.highestOneBit(COUNTERS_A_STATEMENT * statements) << 1];
  }

  static Rarity of(List<List<Requirement>> requirements) {
    Rarity rarity = new Rarity(requirements.size());
    for (List<Requirement> ofStatement : requirements) {
      for (Requirement requirement : ofStatement) {
        requirement.alternatives().forEach(rarity::add);
      }
    }
    return rarity;
  }

  private void add(List<Literal> literals) {
    for (Literal literal : literals) {
      counts[counter(literal.hash())]++;
    }
  }

  private int counter(int hash) {
    return hash & (counts.length - 1);
  }

  @Override
  public int count(int hash) {
    return counts[counter(hash)];
  }
}

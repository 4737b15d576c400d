package io.ostiary.realm.directory;

import java.util.EnumMap;
import java.util.Map;

/** How much an account may hold: AWS's numbers, each of which may be another. Immutable. */
public final class Quotas {

  /** AWS's own numbers. */
  public static final Quotas AWS = new Quotas(Map.of());

  private final Map<Quota, Integer> limits = new EnumMap<>(Quota.class);

  private Quotas(Map<Quota, Integer> others) {
    for (Quota quota : Quota.values()) {
      limits.put(quota, others.getOrDefault(quota, quota.awsLimit()));
    }
  }

  /**
   * The same quotas but for one.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public Quotas with(Quota quota, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "quota %s is %s; give a number from 1".formatted(quota.wireName(), limit));
    }
    Map<Quota, Integer> changed = new EnumMap<>(limits);
    changed.put(quota, limit);
    return new Quotas(changed);
  }

  /** The most that a quota admits. */
  public int of(Quota quota) {
    return limits.getOrDefault(quota, quota.awsLimit());
  }

  /** Refuses what would bring a count, or a size, beyond its quota. */
  void requireWithin(Quota quota, long amount) {
    if (amount > of(quota)) {
      throw Refusal.beyondQuota(quota, of(quota));
    }
  }
}

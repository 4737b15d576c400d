package io.ostiary.policy;

/**
 * How often a property is tried on generated input: the usual number, or {@code -Dtries.percent=…}
 * of it.
 */
public final class Tries {
  private static final int PERCENT = Integer.getInteger("tries.percent", 100);

  private Tries() {}

  /** At least one. */
  public static int of(int usual) {
    return (int) Math.max(1, (long) usual * PERCENT / 100);
  }
}

package io.ostiary.policy.decision;

import java.util.List;

/**
 * Changes that together, and no fewer of them, make a denied request allowed. The engine has tried
 * them.
 */
public record Remedy(List<Change> changes) {
  public Remedy {
    changes = List.copyOf(changes);
  }
}

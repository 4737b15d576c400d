package io.ostiary.policy.document;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of the faults of a document: the first one ends the reading, or many are noted. */
final class Faults {
  /** Nobody reads more, and a hostile document could have one for every few characters. */
  static final int MOST = 1000;

  private final @Nullable List<PolicySyntaxException> noted;

  private Faults(@Nullable List<PolicySyntaxException> noted) {
    this.noted = noted;
  }

  /** The first fault is thrown. */
  static Faults thrown() {
    return new Faults(null);
  }

  /**
   * Every fault is added to a list, until {@value #MOST} stand there; the next ends the reading.
   */
  static Faults notedIn(List<PolicySyntaxException> list) {
    return new Faults(list);
  }

  /** How many were noted so far. */
  int count() {
    return noted == null ? 0 : noted.size();
  }

  /** Takes a step; if it finds a fault, reading goes on with the fallback unless faults end it. */
  <T> T within(T fallback, Supplier<T> step) {
    if (noted == null) {
      return step.get();
    }
    try {
      return step.get();
    } catch (PolicySyntaxException fault) {
      if (noted.size() == MOST) {
        throw fault;
      }
      noted.add(fault);
      return fallback;
    }
  }

  void within(Runnable step) {
    within(
        0,
        () -> {
          step.run();
          return 0;
        });
  }
}

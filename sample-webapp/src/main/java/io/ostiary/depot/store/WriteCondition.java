package io.ostiary.depot.store;

import java.util.Optional;

/** What must hold of the object that a write is about to replace. */
@FunctionalInterface
public interface WriteCondition {
  /** Holds always. */
  WriteCondition NONE = current -> {};

  /** Throws, with the answer for the client, unless the condition holds. */
  void check(Optional<StoredObject> current);

  /** Runs {@code then} when the condition holds, at the last moment before the disk changes. */
  default WriteCondition andThen(Runnable then) {
    return current -> {
      check(current);
      then.run();
    };
  }

  /** Runs {@code cleanup} when the condition does not hold. */
  default WriteCondition orElse(Runnable cleanup) {
    return current -> {
      boolean holds = false;
      try {
        check(current);
        holds = true;
      } finally {
        if (!holds) {
          cleanup.run();
        }
      }
    };
  }
}

package io.ostiary.policy.decision;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Naming;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of policies in the place from which it bears on a request.
 *
 * @param level of the organisation, the root being 1; 0 of what is not the organisation's
 * @param set null if there is no such policy, which for a limit differs from an empty one
 */
record Layer(PolicyType type, int level, @Nullable PolicySet set) {

  /** The statements of this layer that deny a situation's request. */
  List<AttachedStatement> denying(Situation situation) {
    return statements().stream()
        .filter(one -> one.statement().effect() == Effect.DENY)
        .filter(one -> one.denies(situation.request().principal(), situation.bounded()))
        .filter(one -> one.matches(situation.request()))
        .toList();
  }

  /** The statements of this layer that allow a situation's request, in whatever strength. */
  List<AttachedStatement> allowing(Situation situation) {
    return statements().stream()
        .filter(one -> one.statement().effect() == Effect.ALLOW)
        .filter(one -> one.naming(situation.request().principal()) != Naming.NONE)
        .filter(one -> one.matches(situation.request()))
        .toList();
  }

  List<AttachedStatement> statements() {
    return set == null ? List.of() : set.statements();
  }

  boolean isOf(PolicyType otherType, int otherLevel) {
    return type == otherType && level == otherLevel;
  }
}

package io.ostiary.policy.decision;

import io.ostiary.policy.document.PolicyType;
import org.jspecify.annotations.Nullable;

/** The engine's answer and its reason. Default deny is a type of its own, so none forgets it. */
public sealed interface Decision {

  /** Allowed; {@code by} is null for the root user, whom nothing needs to allow. */
  record Allowed(@Nullable DecisiveStatement by) implements Decision {}

  /** A statement says no, whatever others say. */
  record ExplicitlyDenied(DecisiveStatement by) implements Decision {}

  /** Nothing denies, but a policy of this type would have to allow and none does. */
  record ImplicitlyDenied(PolicyType missing) implements Decision {}
}

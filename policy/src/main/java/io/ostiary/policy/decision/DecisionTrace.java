package io.ostiary.policy.decision;

import java.util.List;

/**
 * A decision with everything that led to it. It cites policies and shows values of the request's
 * context, so it is for administrators; {@link Authorizer#sentence} is for the caller.
 *
 * @param principal who asked
 * @param action what for
 * @param resource of what
 * @param layers every kind of policy, in the order in which a denial is reported
 * @param remedies ways to have it allowed, the smallest first; none if it is
 * @param note what else to know of the remedies; empty if nothing
 */
public record DecisionTrace(
    String principal,
    String action,
    String resource,
    Decision decision,
    List<LayerTrace> layers,
    List<Remedy> remedies,
    String note) {

  public DecisionTrace {
    layers = List.copyOf(layers);
    remedies = List.copyOf(remedies);
  }

  /** The trace as one JSON object on one line, for machines. */
  public String toJson() {
    return TraceJson.of(this);
  }

  /** The trace as text in short lines. */
  @Override
  public String toString() {
    return TraceText.of(this);
  }
}

package io.ostiary.benchmarks;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.PolicySet;
import java.util.ArrayList;
import java.util.List;

/** A set of policies of which one after another is edited; not for more than one thread. */
final class Reload {
  /** Shares no factor with any number of policies here, so that each has its turn. */
  private static final int STRIDE = 7_919;

  private final List<PolicySet.Source> formers;
  private final List<PolicySet.Source> others;

  private PolicySet current;
  private int next;

  Reload(List<PolicySet.Source> policies) {
    this.others = new ArrayList<>(policies.stream().map(Workload::edited).toList());
    this.current = PolicySet.of(policies);
    this.formers = new ArrayList<>(policies);
  }

  PolicySet current() {
    return current;
  }

  /** Replaces one policy; a second time, its former text comes back. */
  PolicySet next() {
    next = (next + STRIDE) % others.size();
    PolicySet.Source other = others.get(next);
    others.set(next, formers.set(next, other));
    current = current.with(other);
    return current;
  }
}

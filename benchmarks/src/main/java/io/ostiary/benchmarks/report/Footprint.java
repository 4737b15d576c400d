package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.workload.Workload;
import io.ostiary.policy.decision.PolicySet;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that a statement keeps, by the heap in use before and after.
 *
 * @param compiled bytes of the compiled set, beside the policies it was made of
 */
record Footprint(int statements, double compiled) {
  private static final int COPIES = 5;

  static Footprint of(int statements) {
    List<PolicySet.Source> policies = Workload.of(statements).policies();
    List<PolicySet> sets = new ArrayList<>(COPIES);
    sets.add(PolicySet.of(policies));
    long before = heap();
    for (int i = 0; i < COPIES; i++) {
      sets.add(PolicySet.of(policies));
    }
    long after = heap();
    if (sets.size() != COPIES + 1) {
      throw new IllegalStateException("the sets were not kept");
    }
    return new Footprint(statements, (double) (after - before) / COPIES / statements);
  }

  private static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}

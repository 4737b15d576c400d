package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.engine.Ostiary;
import io.ostiary.benchmarks.workload.Workload;

/**
 * How often an engine decides as Ostiary does.
 *
 * @param same of how many requests both allow, or both deny
 */
record Agreement(String engine, int statements, int same, int requests) {

  static Agreement of(Engine engine, int statements) {
    Workload workload = Workload.of(statements);
    int requests = workload.requests().size();
    int same = 0;
    try (Engine.Decider peer = engine.load(workload);
        Engine.Decider ostiary = new Ostiary().load(workload)) {
      for (int i = 0; i < requests; i++) {
        same += peer.allows(i) == ostiary.allows(i) ? 1 : 0;
      }
    }
    return new Agreement(engine.name(), statements, same, requests);
  }

  double percent() {
    return 100.0 * same / requests;
  }
}

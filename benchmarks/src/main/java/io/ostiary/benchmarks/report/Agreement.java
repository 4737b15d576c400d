package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.engine.Ostiary;
import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Workload;

/**
 * How often an engine decides as Ostiary does.
 *
 * @param benchmark the class of the benchmark that asks these requests
 * @param size its number of statements or departments
 * @param same of how many requests both allow, or both deny
 */
record Agreement(String benchmark, String engine, int size, int same, int requests) {

  static Agreement of(Engine engine, Workload workload) {
    try (Engine.Decider peer = engine.load(workload);
        Engine.Decider ostiary = new Ostiary().load(workload)) {
      return of("DecisionBenchmark", engine, workload.statements().size(), peer, ostiary);
    }
  }

  static Agreement of(Engine engine, Hospital hospital) {
    try (Engine.Decider peer = engine.load(hospital);
        Engine.Decider ostiary = new Ostiary().load(hospital)) {
      return of("HospitalBenchmark", engine, hospital.departments().size(), peer, ostiary);
    }
  }

  private static Agreement of(
      String benchmark, Engine engine, int size, Engine.Decider peer, Engine.Decider ostiary) {
    int same = 0;
    for (int i = 0; i < Workload.REQUESTS; i++) {
      same += peer.allows(i) == ostiary.allows(i) ? 1 : 0;
    }
    return new Agreement(benchmark, engine.name(), size, same, Workload.REQUESTS);
  }

  double percent() {
    return 100.0 * same / requests;
  }
}

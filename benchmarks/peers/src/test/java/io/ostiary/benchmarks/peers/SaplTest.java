package io.ostiary.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.engine.Ostiary;
import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaplTest {

  @ParameterizedTest(name = "{0} departments")
  @ValueSource(ints = {1, 5})
  void decidesItsHospitalAsOstiaryDoes(int departments) {
    Hospital hospital = Hospital.of(departments);
    int allowed = 0;

    assertThat(Sapl.policies(hospital)).hasSize(33 * departments + 5);
    try (Engine.Decider theirs = new Sapl().load(hospital);
        Engine.Decider ours = new Ostiary().load(hospital)) {
      for (int i = 0; i < Workload.REQUESTS; i++) {
        assertThat(theirs.allows(i)).as("%s", hospital.visits().get(i)).isEqualTo(ours.allows(i));
        allowed += ours.allows(i) ? 1 : 0;
      }
    }
    assertThat(allowed).isBetween(100, 300);
  }
}

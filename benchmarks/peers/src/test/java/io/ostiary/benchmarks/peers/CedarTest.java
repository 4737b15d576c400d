package io.ostiary.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.engine.Ostiary;
import io.ostiary.benchmarks.workload.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CedarTest {

  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {10, 100})
  void decidesAsOstiaryDoes(int statements) {
    Workload workload = Workload.of(statements);

    try (Engine.Decider theirs = new Cedar().load(workload);
        Engine.Decider ours = new Ostiary().load(workload)) {
      for (int i = 0; i < Workload.REQUESTS; i++) {
        assertThat(theirs.allows(i)).as("%s", workload.requests().get(i)).isEqualTo(ours.allows(i));
      }
    }
  }
}

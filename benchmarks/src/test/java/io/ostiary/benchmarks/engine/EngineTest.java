package io.ostiary.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

  @Test
  void beginsWithOstiary() {
    assertThat(Engine.all())
        .extracting(Engine::name)
        .containsExactly("ostiary", "jcasbin", "regex");
  }

  @Test
  void saysWhereAMissingEngineIs() {
    assertThatThrownBy(() -> Engine.of("cedar"))
        .hasMessageContaining("`cedar`")
        .hasMessageContaining("peers");
  }

  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {10, 100, 1_000})
  void naiveExpressionsDecideAsOstiaryDoes(int statements) {
    Workload workload = Workload.of(statements);

    assertThat(same(new NaiveRegex(), workload)).isEqualTo(Workload.REQUESTS);
  }

  /** What its language cannot say costs it some; a broken translation would cost it most. */
  @ParameterizedTest(name = "{0} statements")
  @ValueSource(ints = {10, 100})
  void jCasbinDecidesMostlyAsOstiaryDoes(int statements) {
    Workload workload = Workload.of(statements);

    assertThat(same(new JCasbin(), workload)).isBetween(850, Workload.REQUESTS);
  }

  private static int same(Engine peer, Workload workload) {
    int same = 0;
    try (Engine.Decider theirs = peer.load(workload);
        Engine.Decider ours = new Ostiary().load(workload)) {
      for (int i = 0; i < Workload.REQUESTS; i++) {
        same += theirs.allows(i) == ours.allows(i) ? 1 : 0;
      }
    }
    return same;
  }
}

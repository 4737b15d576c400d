package io.ostiary.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That everybody gets in by every way and is counted; what it costs, a test does not say. */
class CostTest {
  private static final int ROUNDS = 2;
  private static final int REQUESTS = 40;

  @Test
  void everyWayInIsCountedInEveryRound() throws Exception {
    CostResults results = Cost.measure(ROUNDS, REQUESTS, REQUESTS);

    assertThat(results.rows())
        .extracting(CostResults.Row::guard)
        .hasSizeGreaterThan(4)
        .contains("Ostiary");
    assertThat(results.rows())
        .allSatisfy(
            row ->
                assertThat(row.visits())
                    .hasSize(ROUNDS)
                    .allSatisfy(visit -> assertThat(visit.bytes()).isPositive()));
    assertThat(results.text()).contains("| a request | added |").contains("promised");
    assertThat(results.rows())
        .allSatisfy(row -> assertThat(results.text()).contains("| " + row.way() + " |"));
  }
}

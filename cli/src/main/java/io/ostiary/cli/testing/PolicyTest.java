package io.ostiary.cli.testing;

import io.ostiary.cli.simulation.SimulationCase;
import io.ostiary.cli.tree.Place;
import java.util.List;

/**
 * One expectation, and every question of which it must hold: each of its principals doing each of
 * its actions on each of its resources.
 */
record PolicyTest(String name, Place place, Expectation expected, List<SimulationCase> questions) {

  PolicyTest {
    questions = List.copyOf(questions);
  }
}

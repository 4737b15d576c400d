package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.engine.Engine;
import java.util.List;
import java.util.OptionalDouble;
import org.openjdk.jmh.annotations.Mode;

/**
 * All that a run found out.
 *
 * @param date the day of the run, as {@code 2026-11-22}
 * @param engines in the order of the table
 */
record Results(
    String date,
    Form form,
    Machine machine,
    List<Entrant> engines,
    List<Agreement> agreements,
    List<Footprint> footprints,
    List<Measurement> measurements) {

  /**
   * An engine that took part.
   *
   * @param translation what of the policy language is lost in the engine's own
   */
  record Entrant(String name, String title, String translation) {
    static Entrant of(Engine engine) {
      return new Entrant(engine.name(), engine.title(), engine.translation());
    }
  }

  /** Processor nanoseconds of an engine's decision among so many statements. */
  OptionalDouble decision(String engine, int statements) {
    return decisions(engine, statements).stream().mapToDouble(Measurement::cpu).findFirst();
  }

  /** Bytes that an engine's decision allocates. */
  OptionalDouble allocation(String engine, int statements) {
    return decisions(engine, statements).stream().mapToDouble(Measurement::bytes).findFirst();
  }

  private List<Measurement> decisions(String engine, int statements) {
    return named("DecisionBenchmark.decide").stream()
        .filter(one -> one.parameter("engine").equals(engine))
        .filter(one -> one.parameter("statements").equals(Integer.toString(statements)))
        .filter(one -> one.mode() == Mode.AverageTime)
        .toList();
  }

  List<Measurement> named(String name) {
    return measurements.stream().filter(one -> one.name().equals(name)).toList();
  }
}

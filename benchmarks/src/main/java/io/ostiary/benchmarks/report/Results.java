package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.engine.Engine;
import java.util.List;
import java.util.Optional;
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
    TwoThreads twoThreads,
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

  /** The engines that answered a benchmark. */
  List<Entrant> entrants(Contest contest) {
    return engines.stream()
        .filter(
            engine ->
                contest.sizes(form).stream().anyMatch(n -> cpu(contest, engine, n).isPresent()))
        .toList();
  }

  /** Processor nanoseconds of an engine's decision in a contest of some size. */
  OptionalDouble cpu(Contest contest, Entrant engine, int size) {
    return decisions(contest, engine, size).stream().mapToDouble(Measurement::cpu).findFirst();
  }

  /** Bytes that such a decision allocates. */
  OptionalDouble bytes(Contest contest, Entrant engine, int size) {
    return decisions(contest, engine, size).stream().mapToDouble(Measurement::bytes).findFirst();
  }

  /** The agreement in the largest such contest in which it was counted. */
  Optional<Agreement> agreement(Contest contest, Entrant engine) {
    return agreements.stream()
        .filter(one -> one.benchmark().equals(contest.benchmark().getSimpleName()))
        .filter(one -> one.engine().equals(engine.name()))
        .reduce((smaller, larger) -> larger);
  }

  private List<Measurement> decisions(Contest contest, Entrant engine, int size) {
    return named(contest.benchmark().getSimpleName() + ".decide").stream()
        .filter(one -> one.parameter("engine").equals(engine.name()))
        .filter(one -> one.parameter(contest.parameter()).equals(Integer.toString(size)))
        .filter(one -> one.mode() == Mode.AverageTime)
        .toList();
  }

  List<Measurement> named(String name) {
    return measurements.stream().filter(one -> one.name().equals(name)).toList();
  }
}

package io.ostiary.benchmarks.engine;

import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** A way to decide requests; each implementation is found as a service. */
public interface Engine {

  /** A short name, in lower case. */
  String name();

  /** The name and version that a table prints. */
  String title();

  /** What of the policy language is lost in this engine's own, in a few words. */
  String translation();

  /** The largest number of statements that can be measured in reasonable time; 0 for none. */
  int mostStatements();

  /** The largest hospital that can be measured in reasonable time; 0 for none. */
  default int mostDepartments() {
    return 0;
  }

  /** Translates a workload and makes everything ready that can be made ready before a request. */
  Decider load(Workload workload);

  /** The same for a hospital. */
  default Decider load(Hospital hospital) {
    throw new UnsupportedOperationException(name() + " does not take the hospital");
  }

  /** A workload in an engine's own terms, its requests included. */
  @FunctionalInterface
  interface Decider extends AutoCloseable {

    /** Decides the request at a place of {@link Workload#requests} or {@link Hospital#visits}. */
    boolean allows(int request);

    @Override
    default void close() {}
  }

  /** Every engine on the class path, by name, Ostiary first. */
  static List<Engine> all() {
    return ServiceLoader.load(Engine.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.<Engine, Boolean>comparing(engine -> !engine.name().equals(Ostiary.NAME))
                .thenComparing(Engine::name))
        .toList();
  }

  /** The engine of a name. */
  static Engine of(String name) {
    return all().stream()
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no engine `%s` on the class path; the heavy ones are in the module `peers`"
                        .formatted(name)));
  }
}

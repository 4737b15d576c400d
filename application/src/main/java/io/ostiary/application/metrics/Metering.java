package io.ostiary.application.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Begins to count where Micrometer is; this class itself does not need it. */
public final class Metering {
  private static final String NEEDED = "io.micrometer.core.instrument.Metrics";

  private Metering() {}

  /**
   * Makes the meters in Micrometer's global registry; empty where there is no Micrometer.
   *
   * @param age of the directory's snapshot: how long ago it was certainly the newest
   * @param lost how many audit events were not kept
   * @return what has to hear of each event and of the pass
   */
  public static Optional<Meters> begin(Supplier<Duration> age, LongSupplier lost) {
    return isServed(Metering.class.getClassLoader())
        ? Optional.of(DoorMeters.global(age, lost))
        : Optional.empty();
  }

  static boolean isServed(ClassLoader application) {
    try {
      Class.forName(NEEDED, false, application);
      return true;
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }
}

package io.ostiary.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run took place, without anything that names the very machine.
 *
 * @param cores as many as the JVM may use
 * @param loadBefore the load average of the last minute, negative where unknown
 */
public record Machine(
    String processor, int cores, String jvm, String system, double loadBefore, double loadAfter) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  /** This machine, and how busy it is. */
  public static Machine now() {
    double load = load();
    return new Machine(
        model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + ' ' + System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + ' ' + System.getProperty("os.arch"),
        load,
        load);
  }

  /** The same machine, once the run is over. */
  public Machine after() {
    return new Machine(processor, cores, jvm, system, loadBefore, load());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String model() {
    if (!Files.isReadable(CPU_INFO)) {
      return "unknown processor";
    }
    try {
      return Files.readAllLines(CPU_INFO).stream()
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

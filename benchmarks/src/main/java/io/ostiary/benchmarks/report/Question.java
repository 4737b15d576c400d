package io.ostiary.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One run of a benchmark class with some parameters set; those left out take all their values.
 *
 * @param mode null for the class's own
 * @param brief whether a quarter of the time will do, since nothing is compared
 */
record Question(
    Class<?> benchmark,
    Map<String, List<String>> parameters,
    int threads,
    @Nullable Mode mode,
    boolean brief) {

  /**
   * SAPL recurses once for each policy, hence the stack. Compiling in the foreground, measuring
   * threads cannot keep the compiler from the processor: with as many of them as processors, the
   * warm-up ended before the code was compiled.
   */
  private static final String[] JVM = {"-Xms3g", "-Xmx3g", "-Xss64m", "-XX:-BackgroundCompilation"};

  static Question of(Class<?> benchmark) {
    return new Question(benchmark, Map.of(), 1, null, false);
  }

  Question with(String parameter, Object value) {
    return with(parameter, List.of(value));
  }

  Question with(String parameter, List<?> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(parameters);
    more.put(parameter, values.stream().map(Object::toString).toList());
    return new Question(benchmark, more, threads, mode, brief);
  }

  /** The same by a number of threads, which then counts operations a second. */
  Question throughput(int count) {
    return new Question(benchmark, parameters, count, Mode.Throughput, brief);
  }

  /** The same in less time. */
  Question briefly() {
    return new Question(benchmark, parameters, threads, mode, true);
  }

  Options options(Form form) {
    TimeValue time = TimeValue.milliseconds(form.time.toMillis() / (brief ? 2 : 1));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include('^' + benchmark.getName().replace(".", "\\.") + "\\.")
            .forks(form.forks)
            .warmupForks(Defaults.WARMUP_FORKS)
            .warmupIterations(brief ? form.warmUps * 2 / 3 : form.warmUps)
            .warmupTime(time)
            .measurementIterations(brief ? (form.iterations + 1) / 2 : form.iterations)
            .measurementTime(time)
            .threads(threads)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTimeProfiler.class)
            .jvmArgs(JVM)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(
        (parameter, values) -> options.param(parameter, values.toArray(String[]::new)));
    if (mode != null) {
      options.mode(mode);
    }
    return options.build();
  }
}

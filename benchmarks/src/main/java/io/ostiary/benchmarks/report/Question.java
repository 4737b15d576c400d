package io.ostiary.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param pace how much of the form's time
 */
record Question(Class<?> benchmark, Map<String, List<String>> parameters, Pace pace) {

  /** How much of a form's time a question takes. */
  enum Pace {
    /** A quarter, since nothing is compared. */
    BRIEF,
    /** All of it. */
    WHOLE,
    /** More to warm up: a compiler takes long over code of many layers, such as ciphers. */
    WARM
  }

  /**
   * SAPL recurses once for each policy, hence the stack. Compiling in the foreground, measuring
   * threads cannot keep the compiler from the processor: with as many of them as processors, the
   * warm-up ended before the code was compiled.
   */
  private static final String[] JVM = {"-Xms3g", "-Xmx3g", "-Xss64m", "-XX:-BackgroundCompilation"};

  static Question of(Class<?> benchmark) {
    return new Question(benchmark, Map.of(), Pace.WHOLE);
  }

  Question with(String parameter, Object value) {
    return with(parameter, List.of(value));
  }

  Question with(String parameter, List<?> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(parameters);
    more.put(parameter, values.stream().map(Object::toString).toList());
    return new Question(benchmark, more, pace);
  }

  /** The same after a longer warm-up. */
  Question warm() {
    return new Question(benchmark, parameters, Pace.WARM);
  }

  /** The same in less time. */
  Question briefly() {
    return new Question(benchmark, parameters, Pace.BRIEF);
  }

  Options options(Form form) {
    boolean brief = pace == Pace.BRIEF;
    TimeValue time = TimeValue.milliseconds(form.time.toMillis() / (brief ? 2 : 1));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include('^' + benchmark.getName().replace(".", "\\.") + "\\.")
            .forks(form.forks)
            .warmupForks(Defaults.WARMUP_FORKS)
            .warmupIterations(warmUps(form))
            .warmupTime(time)
            .measurementIterations(brief ? (form.iterations + 1) / 2 : form.iterations)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTimeProfiler.class)
            .jvmArgs(JVM)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(
        (parameter, values) -> options.param(parameter, values.toArray(String[]::new)));
    return options.build();
  }

  private int warmUps(Form form) {
    return switch (pace) {
      case BRIEF -> form.warmUps * 2 / 3;
      case WHOLE -> form.warmUps;
      case WARM -> form.warmUps * 4;
    };
  }
}

package io.ostiary.benchmarks.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one benchmark method took with one choice of parameters.
 *
 * @param name the class and method
 * @param cpu processor time of an operation in nanoseconds
 * @param wall time of an operation on one thread in nanoseconds, by the clock
 * @param error half of the 99.9 % confidence interval of {@code wall}; NaN if there are too few
 *     iterations
 * @param median of sampled operations, as are the other percentiles; NaN if none were sampled
 * @param bytes allocated by an operation
 */
public record Measurement(
    String name,
    Map<String, String> parameters,
    Mode mode,
    int threads,
    double cpu,
    double wall,
    double error,
    double median,
    double p99,
    double p999,
    double bytes) {

  static Measurement of(RunResult run) {
    BenchmarkParams params = run.getParams();
    String[] path = params.getBenchmark().split("\\.", -1);
    Map<String, String> parameters = new TreeMap<>();
    params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
    Result<?> primary = run.getPrimaryResult();
    Statistics statistics = primary.getStatistics();
    boolean sampled = params.getMode() == Mode.SampleTime;
    double unit = TimeUnit.NANOSECONDS.convert(1, params.getTimeUnit());
    return new Measurement(
        path[path.length - 2] + '.' + path[path.length - 1],
        parameters,
        params.getMode(),
        params.getThreads(),
        secondary(run, CpuTimeProfiler.LABEL),
        unit * primary.getScore(),
        unit * primary.getScoreError(),
        sampled ? unit * statistics.getPercentile(50) : Double.NaN,
        sampled ? unit * statistics.getPercentile(99) : Double.NaN,
        sampled ? unit * statistics.getPercentile(99.9) : Double.NaN,
        secondary(run, "gc.alloc.rate.norm"));
  }

  private static double secondary(RunResult run, String label) {
    for (String key : run.getSecondaryResults().keySet()) {
      if (key.endsWith(label)) {
        return run.getSecondaryResults().get(key).getScore();
      }
    }
    return Double.NaN;
  }

  /** The value of a parameter, empty if there is none of that name. */
  String parameter(String key) {
    return parameters.getOrDefault(key, "");
  }
}

package io.ostiary.benchmarks.cost;

import io.ostiary.benchmarks.report.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a run.
 *
 * @param rows by way; the first is the server by itself
 */
public record CostResults(String date, int rounds, int requests, Machine machine, List<Row> rows) {

  /** The most bytes that a door should allocate for a request. */
  private static final double BYTES = 4_096;

  /**
   * One way in.
   *
   * @param visits one for each round
   */
  public record Row(String guard, String way, double target, List<Visit> visits) {
    static Row of(Way way) {
      return new Row(way.guard(), way.name(), way.target(), new ArrayList<>());
    }
  }

  /** The table. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            # What a door adds to a request

            Written by `io.ostiary.benchmarks.cost.Cost` (%s); do not edit. How to repeat it: [benchmarks](../README.md).

            Machine: %s, %d cores, %s, %s; load average %.2f before and %.2f after.
            One Tomcat with the same servlet behind each door, asked for 200 different records by four clients of another process over connections that are kept
            open; %d rounds of %,d requests by each way in turn. Processor time is that of all threads of the server but the compiler's: request threads, the audit's
            writer, the collector. “Added” is the median, over the rounds, of what a request cost more than by no door in the same round (in brackets: the
            middle half of the rounds). Ostiary writes a chained audit file in best-effort mode; no line was lost. All figures: [door.json](door.json).

            | door | way in | a request | added | allocates more | promised |
            |---|---|---|---|---|---|
            """,
            date,
            machine.processor(),
            machine.cores(),
            machine.jvm(),
            machine.system(),
            machine.loadBefore(),
            machine.loadAfter(),
            rounds,
            requests));
    for (int place = 0; place < rows.size(); place++) {
      text.append(line(rows.get(place), place == 0));
    }
    return text.toString();
  }

  private String line(Row row, boolean first) {
    double[] more = more(row, Visit::micros);
    double[] bytes = more(row, Visit::bytes);
    String added =
        first
            ? "– | –"
            : String.format(
                Locale.ROOT,
                "%.1f µs (%.1f to %.1f) | %,.0f B",
                quantile(more, 0.5),
                quantile(more, 0.25),
                quantile(more, 0.75),
                quantile(bytes, 0.5));
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f µs | %s | %s |\n",
        row.guard(),
        row.way(),
        quantile(row.visits().stream().mapToDouble(Visit::micros).toArray(), 0.5),
        added,
        promise(row, quantile(more, 0.5), quantile(bytes, 0.5)));
  }

  private static String promise(Row row, double micros, double bytes) {
    if (row.target() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.0f µs: %s; 4 KiB: %s",
        row.target(),
        micros <= row.target() ? "kept" : "not kept",
        bytes < BYTES ? "kept" : "not kept");
  }

  private double[] more(Row row, ToDoubleFunction<Visit> figure) {
    double[] more = new double[row.visits().size()];
    for (int i = 0; i < more.length; i++) {
      more[i] =
          figure.applyAsDouble(row.visits().get(i))
              - figure.applyAsDouble(rows.get(0).visits().get(i));
    }
    return more;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

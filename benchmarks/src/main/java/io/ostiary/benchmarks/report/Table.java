package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.report.Results.Entrant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A run's results in Markdown. */
final class Table {
  private static final int ALLOCATION_AT = 1_000;

  private final Results results;
  private final String name;
  private final StringBuilder text = new StringBuilder();

  Table(Results results, String name) {
    this.results = results;
    this.name = name;
  }

  String text() {
    text.setLength(0);
    header();
    decisions();
    hospital();
    add("\n## More than one decision\n");
    threads();
    reload();
    footprints();
    add("\n## Sessions, by the clock\n\n");
    text.append(new SessionFigures(results.measurements()).text());
    add("\n## Signatures\n\n");
    text.append(new SignatureFigures(results.measurements()).text());
    others();
    return text.toString();
  }

  private void header() {
    Machine machine = results.machine();
    add(
        """
        # What a decision costs

        Written by `benchmarks.jar` (%s form, %s); do not edit. What is measured, and how to repeat it: [benchmarks](../README.md).

        Machine: %s, %d cores, %s, %s; load average %.2f before and %.2f after.
        Times are processor time of the measuring thread, so that other processes on the machine disturb them little; all figures, the clock's included, are in [%s.json](%s.json).

        ![Time of a decision by the number of statements](%s.svg)
        """,
        results.form().name().toLowerCase(Locale.ROOT),
        results.date(),
        machine.processor(),
        machine.cores(),
        machine.jvm(),
        machine.system(),
        machine.loadBefore(),
        machine.loadAfter(),
        name,
        name,
        name);
  }

  private void decisions() {
    int size = Math.min(ALLOCATION_AT, results.form().most);
    add("\n## A decision, by the number of statements of one principal\n\n");
    contest(Contest.DECISION, size);
    add("\nHow many times longer than Ostiary's, in the same run:\n\n");
    ratios(Contest.DECISION);
  }

  private void hospital() {
    List<Integer> sizes = results.form().hospitals();
    add("\n## A decision in the scenario of SAPL's authors, by the number of departments\n\n");
    contest(Contest.HOSPITAL, sizes.get(sizes.size() - 1));
    add("\nHow many times longer than Ostiary's, in the same run:\n\n");
    ratios(Contest.HOSPITAL);
  }

  private void contest(Contest contest, int allocationAt) {
    head(
        "engine",
        sizes(contest),
        String.format(Locale.ROOT, "allocates at %,d", allocationAt),
        "agrees",
        "translation");
    for (Entrant engine : results.entrants(contest)) {
      add("| %s |", engine.title());
      for (int size : contest.sizes(results.form())) {
        add(" %s |", cell(results.cpu(contest, engine, size), Table::time));
      }
      add(
          " %s | %s | %s |\n",
          cell(results.bytes(contest, engine, allocationAt), Table::bytes),
          results
              .agreement(contest, engine)
              .map(one -> String.format(Locale.ROOT, "%.1f %%", one.percent()))
              .orElse("–"),
          engine.translation());
    }
  }

  private void ratios(Contest contest) {
    List<Entrant> engines = results.entrants(contest);
    head("engine", sizes(contest));
    for (Entrant engine : engines.subList(1, engines.size())) {
      add("| %s |", engine.title());
      for (int size : contest.sizes(results.form())) {
        OptionalDouble ours = results.cpu(contest, engines.get(0), size);
        add(
            " %s |",
            cell(results.cpu(contest, engine, size), peer -> times(peer / ours.orElse(1))));
      }
      add("\n");
    }
  }

  private void threads() {
    TwoThreads two = results.twoThreads();
    add(
        "\nTwo threads with one set of %s statements decide %.2f times as much as one, by the clock, where two threads with a set each, which share nothing, decide %.2f times as much on this machine (medians of %d turns).\n",
        two.statements(), two.shared(), two.unshared(), two.turns());
  }

  private void reload() {
    List<Measurement> decisions = results.named("DecisionUnderReloadBenchmark.decide");
    List<Measurement> reloads = results.named("ReloadBenchmark.reload");
    if (decisions.size() != 2 || reloads.isEmpty()) {
      return;
    }
    Measurement still = decisions.get(0);
    Measurement changing = decisions.get(1);
    add(
        """

        One policy of %s statements is changed in %s of processor time. While one is changed every %s ms, 99.9 %% of decisions take at most %s by the clock (median %s); while none is, %s (median %s).
        """,
        changing.parameter("statements"),
        time(reloads.get(0).cpu()),
        changing.parameter("pause"),
        time(changing.p999()),
        time(changing.median()),
        time(still.p999()),
        time(still.median()));
  }

  private void footprints() {
    for (Footprint footprint : results.footprints()) {
      if (footprint.statements() == results.form().most) {
        add(
            "\nA compiled set of %,d statements keeps %.0f B a statement, beside the policies themselves.\n",
            footprint.statements(), footprint.compiled());
      }
    }
  }

  private void others() {
    add("\n## Everything else\n\n");
    head("benchmark", List.of(), "parameters", "processor time", "clock", "p50 / p99 / p99.9", "B");
    for (Measurement one : results.measurements()) {
      if (!one.parameter("engine").isEmpty()) {
        continue;
      }
      String percentiles =
          Double.isNaN(one.median())
              ? ""
              : time(one.median()) + " / " + time(one.p99()) + " / " + time(one.p999());
      add(
          "| %s | %s | %s | %s | %s | %s |\n",
          one.name(),
          parameters(one),
          time(one.cpu()),
          time(one.wall()),
          percentiles,
          bytes(one.bytes()));
    }
  }

  /** One measurement on a line, for those who watch. */
  static String line(Measurement one) {
    return String.format(
        Locale.ROOT,
        "%-40s %-48s %d thread(s) %12s cpu %12s wall %10s",
        one.name(),
        parameters(one),
        one.threads(),
        time(one.cpu()),
        time(one.wall()),
        bytes(one.bytes()));
  }

  private static String parameters(Measurement one) {
    return one.parameters().entrySet().stream()
        .map(entry -> entry.getKey() + ' ' + entry.getValue().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private void head(String first, List<String> middle, String... last) {
    int columns = 1 + middle.size() + last.length;
    add("| %s |", first);
    middle.forEach(column -> add(" %s |", column));
    List.of(last).forEach(column -> add(" %s |", column));
    add("\n|%s\n", "---|".repeat(columns));
  }

  private List<String> sizes(Contest contest) {
    return contest.sizes(results.form()).stream()
        .map(size -> String.format(Locale.ROOT, "%,d", size))
        .toList();
  }

  private interface Text {
    String of(double value);
  }

  private static String cell(OptionalDouble value, Text text) {
    return value.isPresent() ? text.of(value.getAsDouble()) : "–";
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f×" : "%,.0f×", ratio);
  }

  static String time(double nanos) {
    if (Double.isNaN(nanos)) {
      return "–";
    }
    double value = nanos;
    for (String unit : List.of("ns", "µs", "ms")) {
      if (value < 1_000) {
        return number(value) + ' ' + unit;
      }
      value /= 1_000;
    }
    return number(value) + " s";
  }

  /** Less than one byte in ten operations is what the harness itself allocates. */
  static String bytes(double bytes) {
    if (Double.isNaN(bytes)) {
      return "–";
    }
    return bytes < 0.1
        ? "0 B"
        : bytes < 10_000 ? number(bytes) + " B" : number(bytes / 1_024) + " KiB";
  }

  private static String number(double value) {
    String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}

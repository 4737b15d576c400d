package io.ostiary.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What sessions cost, in sentences; by the clock, since a server's threads are several. */
record SessionFigures(List<Measurement> measurements) {

  String text() {
    StringBuilder text = new StringBuilder();
    for (Measurement open : measurements) {
      if (open.name().equals("SessionBenchmark.open")) {
        text.append(token(open));
      }
    }
    OptionalDouble bare = clock("AssumeRoleBenchmark.assumeRole", "server", "bare");
    OptionalDouble guarded = clock("AssumeRoleBenchmark.assumeRole", "server", "ostiary");
    if (bare.isPresent() && guarded.isPresent()) {
      text.append(
          String.format(
              Locale.ROOT,
              "- AssumeRole over HTTP: %s a call, the bare server with an answer as long %s; that is"
                  + " %.0f %% of its rate\n",
              Table.time(guarded.getAsDouble()),
              Table.time(bare.getAsDouble()),
              100 * bare.getAsDouble() / guarded.getAsDouble()));
    }
    return text.toString();
  }

  private String token(Measurement open) {
    String policy = open.parameter("policy");
    double bytes = clock("SessionBenchmark.openAsManyBytes", "policy", policy).orElse(Double.NaN);
    double again = clock("SessionBenchmark.remembered", "policy", policy).orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "- a token of a session with a policy of %s characters: opened in %s, %.1f times one opening"
            + " of as many bytes by AES-256-GCM; remembered, in %s\n",
        policy,
        Table.time(open.wall()),
        open.wall() / bytes,
        Table.time(again));
  }

  private OptionalDouble clock(String name, String parameter, String value) {
    return measurements.stream()
        .filter(one -> one.name().equals(name) && one.parameter(parameter).equals(value))
        .mapToDouble(Measurement::wall)
        .findFirst();
  }
}

package io.ostiary.benchmarks.report;

import io.ostiary.benchmarks.SignatureBenchmark;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/** What it costs to verify signatures, in sentences. */
public record SignatureFigures(List<Measurement> measurements) {

  /** Measures it now. */
  public static SignatureFigures measure() {
    try {
      return new SignatureFigures(
          new Runner(Question.of(SignatureBenchmark.class).options(Form.SHORT))
              .run().stream().map(Measurement::of).toList());
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line for each form of signature; none if nothing was measured. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Measurement verify : measurements) {
      if (verify.name().equals("SignatureBenchmark.verify")) {
        double bare = bare(verify.parameter("form"));
        text.append(
            String.format(
                Locale.ROOT,
                "- a signature in %s: verified in %s, %.2f times one SHA-256 and one HMAC of the same"
                    + " bytes (%s)\n",
                words(verify.parameter("form")),
                Table.time(verify.cpu()),
                verify.cpu() / bare,
                Table.time(bare)));
      }
    }
    return text.toString();
  }

  private static String words(String form) {
    return switch (form) {
      case "session" -> "a header, with a session's token";
      case "query" -> "the query";
      default -> "a header";
    };
  }

  private double bare(String form) {
    return measurements.stream()
        .filter(one -> one.name().equals("SignatureBenchmark.hashOfAsManyBytes"))
        .filter(one -> one.parameter("form").equals(form))
        .mapToDouble(Measurement::cpu)
        .findFirst()
        .orElse(Double.NaN);
  }
}

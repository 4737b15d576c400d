package io.ostiary.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ostiary.benchmarks.AssumeRoleBenchmark;
import io.ostiary.benchmarks.BroadStatementsBenchmark;
import io.ostiary.benchmarks.CompileBenchmark;
import io.ostiary.benchmarks.ConditionBenchmark;
import io.ostiary.benchmarks.DecisionUnderReloadBenchmark;
import io.ostiary.benchmarks.PatternBenchmark;
import io.ostiary.benchmarks.ReloadBenchmark;
import io.ostiary.benchmarks.RequestBenchmark;
import io.ostiary.benchmarks.SessionBenchmark;
import io.ostiary.benchmarks.SignatureBenchmark;
import io.ostiary.benchmarks.VariableBenchmark;
import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures everything and writes it down: {@code java -jar benchmarks.jar [short|full] [NAME]
 * [FOLDER]} leaves {@code NAME.json}, {@code NAME.svg} and the table, {@code README.md}, in the
 * folder ({@code benchmarks/results}).
 */
public final class Report {
  private static final int MOST_COMPARED = 1_000;
  private static final int MOST_BROAD = 1_000;

  private final Form form;
  private final List<Engine> engines;
  private final PrintStream progress;

  Report(Form form, List<Engine> engines, PrintStream progress) {
    this.form = form;
    this.engines = engines;
    this.progress = progress;
  }

  /** Runs all of it. */
  public static void main(String[] args) throws IOException {
    Form form = Form.valueOf(argument(args, 0, "short").toUpperCase(Locale.ROOT));
    String name = argument(args, 1, "decision");
    Path folder = Path.of(argument(args, 2, "benchmarks/results"));
    Results results = new Report(form, Engine.all(), System.out).run();
    write(results, name, folder);
    System.out.println(new Table(results, name).text());
  }

  private static String argument(String[] args, int place, String otherwise) {
    return args.length > place ? args[place] : otherwise;
  }

  Results run() {
    Machine machine = Machine.now();
    List<Measurement> measurements = new ArrayList<>();
    TwoThreads twoThreads = TwoThreads.measure(form);
    for (Question question : questions()) {
      measurements.addAll(answer(question));
    }
    return new Results(
        LocalDate.now(ZoneOffset.UTC).toString(),
        form,
        machine.after(),
        engines.stream().map(Results.Entrant::of).toList(),
        agreements(),
        form.sizes().stream().filter(size -> size >= 100).map(Footprint::of).toList(),
        twoThreads,
        measurements);
  }

  /** What an engine could not do is said and left out of the table. */
  private List<Measurement> answer(Question question) {
    List<Measurement> answers = new ArrayList<>();
    try {
      for (RunResult result : new Runner(question.options(form)).run()) {
        Measurement measurement = Measurement.of(result);
        answers.add(measurement);
        progress.println(Table.line(measurement));
      }
    } catch (RunnerException e) {
      progress.println("failed: " + question + ": " + e);
    }
    return answers;
  }

  /** Engines take turns at each size, so that what else the machine does is shared out. */
  private List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    for (Contest contest : Contest.values()) {
      for (int size : contest.sizes(form)) {
        for (Engine engine : engines) {
          if (size <= contest.most(engine)) {
            questions.add(contest.question(engine.name(), size));
          }
        }
      }
    }
    questions.add(
        Question.of(BroadStatementsBenchmark.class)
            .with("statements", form.sizes().stream().filter(size -> size <= MOST_BROAD).toList())
            .briefly());
    questions.add(Question.of(ConditionBenchmark.class).briefly());
    questions.add(Question.of(VariableBenchmark.class).briefly());
    questions.add(Question.of(PatternBenchmark.class).briefly());
    questions.add(Question.of(RequestBenchmark.class).briefly());
    questions.add(Question.of(SignatureBenchmark.class).warm());
    questions.add(Question.of(SessionBenchmark.class).warm());
    questions.add(Question.of(AssumeRoleBenchmark.class).briefly());
    questions.add(Question.of(CompileBenchmark.class).with("statements", form.most));
    questions.add(Question.of(ReloadBenchmark.class).with("statements", form.most));
    questions.add(Question.of(DecisionUnderReloadBenchmark.class).with("statements", form.most));
    return questions;
  }

  private List<Agreement> agreements() {
    List<Agreement> agreements = new ArrayList<>();
    for (Engine engine : engines) {
      for (int size : form.sizes()) {
        if (size <= Math.min(MOST_COMPARED, engine.mostStatements())) {
          agreements.add(Agreement.of(engine, Workload.of(size)));
        }
      }
      for (int departments : form.hospitals()) {
        if (departments <= Math.min(MOST_COMPARED / 10, engine.mostDepartments())) {
          agreements.add(Agreement.of(engine, Hospital.of(departments)));
        }
      }
    }
    return agreements;
  }

  static void write(Results results, String name, Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(folder.resolve(name + ".json"), json.writeValueAsString(results) + '\n');
    Files.writeString(folder.resolve(name + ".svg"), new Chart(results).svg());
    Files.writeString(folder.resolve("README.md"), new Table(results, name).text());
  }
}

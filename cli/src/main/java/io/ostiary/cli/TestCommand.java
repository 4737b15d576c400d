package io.ostiary.cli;

import io.ostiary.cli.simulation.PolicyShelf;
import io.ostiary.cli.testing.JunitXml;
import io.ostiary.cli.testing.TestFiles;
import io.ostiary.cli.testing.TestReport;
import io.ostiary.cli.tree.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ostiary test}: policy tests, for a build. */
@Command(
    name = "test",
    description = "Runs policy tests: files in JSON or YAML that say who may do what.",
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class TestCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The test files.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--quiet", description = "Print only what failed.")
  private boolean quiet;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the outcomes as JUnit's XML, too.")
  private @Nullable String junit;

  @Option(names = "--explain", description = "Tell why, with the whole trace, of what failed.")
  private boolean explained;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TestFiles tests = new TestFiles(new PolicyShelf(Runtime.getRuntime().maxMemory()), explained);
    List<TestReport> reports = new ArrayList<>();
    boolean allRead = true;
    for (String file : files) {
      try {
        TestReport report = tests.run(console.directory().resolve(file), file);
        reports.add(report);
        console.print(report.text(quiet));
      } catch (MalformedException refused) {
        refused.faults().forEach(fault -> console.complain(fault.toString()));
        allRead = false;
      } catch (IOException e) {
        console.complain(String.valueOf(CommandFailure.reading(file, e).getMessage()));
        allRead = false;
      }
    }
    if (junit != null) {
      write(junit, JunitXml.of(reports));
    }
    int failed = reports.stream().mapToInt(TestReport::failed).sum();
    int all = reports.stream().mapToInt(report -> report.outcomes().size()).sum();
    console.print((all - failed) + " passed, " + failed + " failed\n");
    return allRead ? (failed == 0 ? Ostiary.SOUND : Ostiary.FAULT_FOUND) : Ostiary.FAILED;
  }

  private void write(String file, String text) {
    try {
      Files.writeString(console.directory().resolve(file), text);
    } catch (IOException e) {
      throw new CommandFailure("cannot write `" + file + "` (" + e.getMessage() + ")");
    }
  }
}

package io.ostiary.cli;

import io.ostiary.cli.simulation.PolicyShelf;
import io.ostiary.cli.simulation.Simulator;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ostiary simulate}: a stream of cases in, a stream of decisions out. */
@Command(
    name = "simulate",
    description = {
      "Decides cases: one JSON object a line from standard input, one answer a line to standard"
          + " output, in order.",
      "A line that cannot be read is answered with `Malformed` and the place; the run goes on."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class SimulateCommand implements Callable<Integer> {
  private final Console console;

  SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PolicyShelf shelf = new PolicyShelf(Runtime.getRuntime().maxMemory());
    try {
      new Simulator(shelf).run(console.in(), console.out());
    } catch (IOException e) {
      throw CommandFailure.output(e);
    }
    return Ostiary.SOUND;
  }
}

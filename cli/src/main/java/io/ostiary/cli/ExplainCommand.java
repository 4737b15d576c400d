package io.ostiary.cli;

import io.ostiary.cli.simulation.CaseReader;
import io.ostiary.cli.simulation.PolicyShelf;
import io.ostiary.cli.simulation.TraceJson;
import io.ostiary.cli.tree.DocumentFile;
import io.ostiary.cli.tree.MalformedException;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.decision.DecisionTrace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ostiary explain}: why one case is decided as it is, and what would change it. */
@Command(
    name = "explain",
    description =
        "Explains the decision of one case, as `simulate` reads it: what each policy says, and"
            + " what would have a denied request allowed.",
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = Console.STANDARD_INPUT,
      description = "The case, in JSON or YAML; `-`, which is the default, for standard input.")
  private String file = Console.STANDARD_INPUT;

  @Option(names = "--json", description = "Print the explanation as one JSON object.")
  private boolean json;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PolicyShelf shelf = new PolicyShelf(Runtime.getRuntime().maxMemory());
    try {
      Node document = console.read(file, DocumentFile::read);
      DecisionTrace trace = new CaseReader(shelf, true).read(document).trace();
      console.print(json ? TraceJson.of(trace) + '\n' : trace.toString());
      return Ostiary.SOUND;
    } catch (MalformedException refused) {
      refused.faults().forEach(fault -> console.complain(fault.toString()));
      return Ostiary.FAILED;
    }
  }
}

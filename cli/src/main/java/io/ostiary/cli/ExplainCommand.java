package io.ostiary.cli;

import io.ostiary.cli.remote.RemoteServer.RefusedException;
import io.ostiary.cli.simulation.CaseReader;
import io.ostiary.cli.simulation.PolicyShelf;
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
    description = {
      "Explains the decision of one case, as `simulate` reads it: what each policy says, and"
          + " what would have a denied request allowed.",
      "Of a running server it explains one that was made: by the id of the decision or of the"
          + " request, or `latest`. It signs with the key that AWS's clients would take."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE|ID",
      arity = "0..1",
      defaultValue = Console.STANDARD_INPUT,
      description =
          "The case, in JSON or YAML; `-`, which is the default, for standard input. Or the id of a"
              + " decision.")
  private String file = Console.STANDARD_INPUT;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the server is that decided; by default AWS_ENDPOINT_URL.")
  private String endpoint = "";

  @Option(names = "--json", description = "Print the explanation as one JSON object.")
  private boolean json;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (isDecision(file)) {
      return decided();
    }
    if (!endpoint.isEmpty()) {
      throw new CommandFailure(
          "`" + file + "` is no decision's id; take it from the answer, or write `latest`");
    }
    PolicyShelf shelf = new PolicyShelf(Runtime.getRuntime().maxMemory());
    try {
      Node document = console.read(file, DocumentFile::read);
      DecisionTrace trace = new CaseReader(shelf, true).read(document).trace();
      console.print(json ? trace.toJson() + '\n' : trace.toString());
      return Ostiary.SOUND;
    } catch (MalformedException refused) {
      refused.faults().forEach(fault -> console.complain(fault.toString()));
      return Ostiary.FAILED;
    }
  }

  private int decided() {
    try {
      console.print(ServerOption.server(console, endpoint).explanation(file, json));
      return Ostiary.SOUND;
    } catch (RefusedException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  /** The forms of decision and request ids; a file of such a name is written with its path. */
  private static boolean isDecision(String text) {
    boolean decision = text.length() == 36 && text.chars().filter(c -> c == '-').count() == 4;
    boolean request = text.length() == 16;
    return text.equals("latest")
        || ((decision || request)
            && text.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0));
  }
}

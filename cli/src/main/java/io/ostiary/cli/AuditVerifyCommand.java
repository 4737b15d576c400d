package io.ostiary.cli;

import io.ostiary.cli.audit.AuditLines;
import io.ostiary.cli.audit.AuditLines.BrokenException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ostiary audit verify}: whether lines were changed, left out or put in. */
@Command(
    name = "verify",
    description = {
      "Follows the chain of an audit through its files, oldest first, and names the first line that"
          + " was changed, left out or put in.",
      "A change of the very last line, and lines cut off at the end, show against the digest that"
          + " it printed before."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class AuditVerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, oldest first.")
  private List<String> files = List.of();

  AuditVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    AuditLines lines = new AuditLines();
    for (String file : files) {
      String broken =
          console.read(
              file,
              (in, name) -> {
                try {
                  lines.read(in, name);
                  return "";
                } catch (BrokenException e) {
                  return String.valueOf(e.getMessage());
                }
              });
      if (!broken.isEmpty()) {
        console.print(broken + '\n');
        return Ostiary.FAULT_FOUND;
      }
    }
    console.print(lines.summary() + '\n');
    return Ostiary.SOUND;
  }
}

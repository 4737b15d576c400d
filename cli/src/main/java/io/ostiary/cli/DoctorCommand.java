package io.ostiary.cli;

import io.ostiary.cli.remote.Diagnosis;
import io.ostiary.cli.remote.RemoteServer.RefusedException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ostiary doctor}: how a running server is put together, and what is wrong with it. */
@Command(
    name = "doctor",
    description = {
      "Examines a running server: who authenticates, whether the filter is first, what is mapped,"
          + " mode, store, clock, master key, proxies; and names the one change that mends what is"
          + " wrong.",
      "It signs with the key that AWS's clients would take; its owner may ostiary:GetDiagnosis."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where the application is; by default AWS_ENDPOINT_URL.")
  private String endpoint = "";

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Diagnosis> found;
    try {
      found = ServerOption.server(console, endpoint).diagnoses();
    } catch (RefusedException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
    StringBuilder text = new StringBuilder(1024);
    for (Diagnosis diagnosis : found) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-9s %-15s %s\n",
              diagnosis.state(),
              diagnosis.part(),
              diagnosis.says()));
      if (!diagnosis.remedy().isEmpty()) {
        text.append(" ".repeat(26)).append("→ ").append(diagnosis.remedy()).append('\n');
      }
    }
    console.print(text.toString());
    return found.stream().anyMatch(Diagnosis::isWrong) ? Ostiary.FAULT_FOUND : Ostiary.SOUND;
  }
}

package io.ostiary.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ostiary}. */
@Command(
    name = Ostiary.NAME,
    description =
        "Decides, checks, explains and tests IAM-style policies, checks audits and servers, tests"
            + " tokens.",
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; nothing was wrong",
      "1:done, and something is: an error in a policy, a failed test",
      "2:not done: wrong usage, or a file that cannot be read or understood"
    })
final class Ostiary implements Runnable {
  static final String NAME = "ostiary";

  /** Everything was as wanted. */
  static final int SOUND = 0;

  /** The command ran and found something wrong. */
  static final int FAULT_FOUND = 1;

  /** The command did not run. */
  static final int FAILED = 2;

  static final List<String> COMMANDS =
      List.of(
          "simulate",
          "explain",
          "validate",
          "test",
          "coverage",
          "definition",
          "audit",
          "federation",
          "doctor");

  @Spec private CommandSpec spec = CommandSpec.create();

  private Ostiary() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    Console console =
        new Console(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Path.of(""),
            System.getenv());
    System.exit(run(console, arguments));
  }

  /** Runs a command; returns its exit code. */
  static int run(Console console, String... arguments) {
    try {
      return execute(console, arguments);
    } catch (OutOfMemoryError e) {
      console.complain("there is not enough memory; give Java more with `-Xmx`");
      return FAILED;
    }
  }

  /** A command that is named first goes without the model of the root, which only help needs. */
  private static int execute(Console console, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (COMMANDS.contains(first)) {
      CommandLine one = command(first, console).setCommandName(NAME + ' ' + first);
      return prepared(one, console).execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    CommandLine root = new CommandLine(new Ostiary());
    for (String name : COMMANDS) {
      root.addSubcommand(name, command(name, console));
    }
    return prepared(root, console).execute(arguments);
  }

  private static CommandLine prepared(CommandLine command, Console console) {
    command.setExpandAtFiles(false);
    command.setOut(writer(console.out()));
    command.setErr(writer(console.err()));
    command.setParameterExceptionHandler((e, given) -> wrongUsage(console, e));
    command.setExecutionExceptionHandler((e, executed, parsed) -> failed(console, e));
    return command;
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  private static CommandLine command(String name, Console console) {
    return switch (name) {
      case "simulate" -> new CommandLine(new SimulateCommand(console));
      case "explain" -> new CommandLine(new ExplainCommand(console));
      case "validate" -> new CommandLine(new ValidateCommand(console));
      case "test" -> new CommandLine(new TestCommand(console));
      case "coverage" -> new CommandLine(new CoverageCommand(console));
      case "definition" -> new CommandLine(new DefinitionCommand(console));
      case "audit" ->
          new CommandLine(new AuditCommand())
              .addSubcommand("verify", new AuditVerifyCommand(console));
      case "doctor" -> new CommandLine(new DoctorCommand(console));
      case "federation" -> new CommandLine(new FederationCommand(console));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static int wrongUsage(Console console, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.complain(e.getMessage() + "; see `" + command + " --help`");
    return FAILED;
  }

  private static int failed(Console console, Exception e) {
    if (e instanceof CommandFailure) {
      console.complain(String.valueOf(e.getMessage()));
    } else {
      console.complain("failed by a fault of its own (" + e + "); please report it");
    }
    return FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** The version that the jar says. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Ostiary.class.getPackage().getImplementationVersion();
      return new String[] {"ostiary " + (version == null ? "(not from its jar)" : version)};
    }
  }
}

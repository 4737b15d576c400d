package io.ostiary.cli;

import io.ostiary.cli.simulation.TypeName;
import io.ostiary.cli.tree.DocumentFile;
import io.ostiary.cli.tree.JsonText;
import io.ostiary.cli.tree.MalformedException;
import io.ostiary.policy.condition.Explanation;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import io.ostiary.policy.validation.Finding;
import io.ostiary.policy.validation.FindingLevel;
import io.ostiary.policy.validation.PolicyValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ostiary validate}: what is wrong with policies, dangerous, or not as meant. */
@Command(
    name = "validate",
    description =
        "Prints what is to be said of policies, a line each: file:line:column: level code: message.",
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The policies; `-` for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "What the policies are: identity, resource, trust, permissions-boundary, session,"
              + " service-control or resource-control. By default a policy whose statements name"
              + " principals is a resource policy, or a trust policy if it is about assuming a"
              + " role; any other is an identity policy.")
  private @Nullable String type;

  @Option(
      names = "--definition",
      paramLabel = "FILE",
      description =
          "A service definition, whose actions, resources and condition keys are known then. May be repeated.")
  private List<String> definitions = new ArrayList<>();

  @Option(names = "--json", description = "Print each finding as a JSON object on a line.")
  private boolean json;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PolicyType given = givenType();
    List<ServiceDefinition> known = new ArrayList<>();
    boolean allRead = true;
    for (String file : definitions) {
      try {
        known.add(ServiceDefinition.parse(file, console.read(file, DocumentFile::text)));
      } catch (ServiceDefinitionException broken) {
        String.valueOf(broken.getMessage()).lines().forEach(console::complain);
        allRead = false;
      }
    }
    if (!allRead) {
      return Ostiary.FAILED;
    }
    PolicyValidator validator = PolicyValidator.of(known);
    boolean sound = true;
    for (String file : files) {
      try {
        sound &= validate(file, given, validator);
      } catch (MalformedException unreadable) {
        console.complain(String.valueOf(unreadable.getMessage()));
        allRead = false;
      } catch (CommandFailure unreadable) {
        console.complain(String.valueOf(unreadable.getMessage()));
        allRead = false;
      }
    }
    return allRead ? (sound ? Ostiary.SOUND : Ostiary.FAULT_FOUND) : Ostiary.FAILED;
  }

  private @Nullable PolicyType givenType() {
    try {
      return type == null ? null : TypeName.parse(type);
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()));
    }
  }

  /** Prints what there is to say of a file; says whether none of it is an error. */
  private boolean validate(String file, @Nullable PolicyType given, PolicyValidator validator) {
    String text = console.read(file, DocumentFile::text);
    PolicyType policyType = given == null ? LikelyType.of(text) : given;
    StringBuilder out = new StringBuilder();
    boolean sound = true;
    for (Finding finding : validator.findings(text, policyType)) {
      sound &= finding.level() != FindingLevel.ERROR;
      if (json) {
        json(file, finding, out);
      } else {
        line(file, finding, out);
      }
    }
    console.print(out.toString());
    return sound;
  }

  private static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void line(String file, Finding finding, StringBuilder out) {
    out.append(file).append(':').append(finding.line()).append(':').append(finding.column());
    out.append(": ").append(level(finding)).append(' ').append(finding.code()).append(": ");
    out.append(Explanation.visible(finding.message())).append('\n');
  }

  private static void json(String file, Finding finding, StringBuilder out) {
    out.append("{\"file\":");
    JsonText.quote(file, out);
    out.append(",\"line\":").append(finding.line());
    out.append(",\"column\":").append(finding.column());
    out.append(",\"pointer\":");
    JsonText.quote(finding.pointer(), out);
    out.append(",\"level\":");
    JsonText.quote(level(finding), out);
    out.append(",\"code\":");
    JsonText.quote(finding.code(), out);
    out.append(",\"message\":");
    JsonText.quote(finding.message(), out);
    out.append("}\n");
  }
}

package io.ostiary.cli;

import io.ostiary.cli.classes.DefinitionText;
import io.ostiary.cli.classes.Entrance;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ostiary definition}: the service definition that annotations make. */
@Command(
    name = "definition",
    description = {
      "Writes the service definition that an application's annotations make: `@Action`,"
          + " `@ResourceArn`, `@Public` and `@Admits` on Jakarta REST resources and servlets.",
      "Keep it as WEB-INF/ostiary/NAME.service.json; what it holds of body limits, condition keys"
          + " and resource policies is yours to add."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class DefinitionCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ClassesOption classes = new ClassesOption();

  DefinitionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Set<Entrance> entrances = classes.entrances(console);
    List<String> problems = new ArrayList<>();
    Optional<String> text = DefinitionText.of(entrances, problems);
    problems.forEach(console::complain);
    if (text.isEmpty()) {
      return Ostiary.FAULT_FOUND;
    }
    try {
      ServiceDefinition.parse("the definition", text.get());
    } catch (ServiceDefinitionException e) {
      String.valueOf(e.getMessage()).lines().forEach(console::complain);
      return Ostiary.FAULT_FOUND;
    }
    console.print(text.get());
    return Ostiary.SOUND;
  }
}

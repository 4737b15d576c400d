package io.ostiary.cli;

import io.ostiary.cli.tree.DocumentFile;
import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.RequiredAction;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ServiceDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ostiary coverage}: what every route of an application needs. */
@Command(
    name = "coverage",
    description = {
      "Lists what every route of service definitions needs, and every action that no route asks"
          + " for.",
      "A route for which no policy is asked is a fault, unless its path is named as meant to be"
          + " public. So a build notices the next one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class CoverageCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Service definitions.")
  private List<String> files = List.of();

  @Option(
      names = "--public",
      paramLabel = "PATH",
      description =
          "A path, as its definition writes it, for which no policy is to be asked. May be"
              + " repeated.")
  private List<String> open = new ArrayList<>();

  CoverageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean sound = true;
    Set<String> unused = new TreeSet<>(open);
    for (String file : files) {
      try {
        sound &=
            cover(ServiceDefinition.parse(file, console.read(file, DocumentFile::text)), unused);
      } catch (ServiceDefinitionException broken) {
        String.valueOf(broken.getMessage()).lines().forEach(console::complain);
        return Ostiary.FAILED;
      }
    }
    for (String path : unused) {
      console.print("`%s` is named as public, but no policy-free route has it\n".formatted(path));
    }
    return sound && unused.isEmpty() ? Ostiary.SOUND : Ostiary.FAULT_FOUND;
  }

  private boolean cover(ServiceDefinition service, Set<String> unused) {
    Set<String> lines = new TreeSet<>();
    Set<String> idle = new TreeSet<>(service.actions().keySet());
    boolean sound = true;
    for (Route route : service.routes()) {
      route.authorize().forEach(required -> idle.remove(required.action()));
      route.queryAction().ifPresent(idle::remove);
      for (String target : targets(route)) {
        boolean faulty = route.authorize().isEmpty() && !isMeant(route, unused);
        sound &= !faulty;
        lines.add("%s → %s (%s)\n".formatted(target, needs(service, route, faulty), route.place()));
      }
    }
    idle.forEach(action -> lines.add("no route → %s:%s\n".formatted(service.service(), action)));
    lines.forEach(console::print);
    return sound;
  }

  private static List<String> targets(Route route) {
    if (route.queryAction().isPresent()) {
      return List.of("POST / Action=" + route.queryAction().get());
    }
    List<String> targets = new ArrayList<>();
    for (PathTemplate path : route.paths()) {
      targets.add(String.join("|", new TreeSet<>(route.methods())) + ' ' + path);
    }
    return targets;
  }

  private boolean isMeant(Route route, Set<String> unused) {
    boolean meant = !route.paths().isEmpty();
    for (PathTemplate path : route.paths()) {
      unused.remove(path.toString());
      meant &= open.contains(path.toString());
    }
    return meant;
  }

  private static String needs(ServiceDefinition service, Route route, boolean fault) {
    if (route.authorize().isEmpty()) {
      return fault ? "FAULT: no policy is asked" : "no policy is asked, as is meant";
    }
    return String.join(
        ", ",
        route.authorize().stream()
            .map(RequiredAction::action)
            .map(action -> service.service() + ':' + action)
            .toList());
  }
}

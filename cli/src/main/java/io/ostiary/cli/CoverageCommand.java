package io.ostiary.cli;

import io.ostiary.cli.classes.Entrance;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ostiary coverage}: what every route of an application needs. */
@Command(
    name = "coverage",
    description = {
      "Lists what every route of service definitions needs, and every action that no route asks"
          + " for.",
      "A route for which no policy is asked is a fault, unless its path is named as meant to be"
          + " public. So a build notices the next one.",
      "With --classes, a Jakarta REST method or a servlet of which neither an annotation nor a route"
          + " says what it is, is a fault, too."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Ostiary.Version.class)
final class CoverageCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Service definitions.")
  private List<String> files = List.of();

  @Option(
      names = "--public",
      paramLabel = "PATH",
      description =
          "A path, as its definition writes it, for which no policy is to be asked. May be"
              + " repeated.")
  private List<String> open = new ArrayList<>();

  @Mixin private ClassesOption classes = new ClassesOption();

  CoverageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean sound = true;
    Set<String> unused = new TreeSet<>(open);
    List<Route> routes = new ArrayList<>();
    Set<Entrance> entrances = classes.entrances(console);
    if (files.isEmpty() && entrances.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Name service definitions, or classes that have a way in");
    }
    for (String file : files) {
      try {
        ServiceDefinition service =
            ServiceDefinition.parse(file, console.read(file, DocumentFile::text));
        sound &= cover(service, unused);
        routes.addAll(service.routes());
      } catch (ServiceDefinitionException broken) {
        String.valueOf(broken.getMessage()).lines().forEach(console::complain);
        return Ostiary.FAILED;
      }
    }
    for (Entrance entrance : entrances) {
      sound &= cover(entrance, routes, unused);
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

  /** Of a way in that the classes show, what says which action it is. */
  private boolean cover(Entrance entrance, List<Route> routes, Set<String> unused) {
    boolean reached = routes.stream().anyMatch(entrance::isCoveredBy);
    boolean meant = open.contains(entrance.written());
    boolean isPublic = entrance.isDeclared() && entrance.action().isEmpty();
    if (isPublic) {
      unused.remove(entrance.written());
    }
    boolean sound = isPublic ? meant : entrance.isDeclared() || reached;
    String needs =
        isPublic
            ? meant ? "no policy is asked, as is meant" : "FAULT: no policy is asked"
            : entrance
                .action()
                .orElse(reached ? "as its route says" : "FAULT: nothing says which action it is");
    String closed =
        !routes.isEmpty() && entrance.isDeclared() && !reached ? "; no route lets requests in" : "";
    console.print("%s → %s%s (%s)\n".formatted(entrance.target(), needs, closed, entrance.place()));
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

package io.ostiary.cli;

import io.ostiary.cli.classes.ClassFiles;
import io.ostiary.cli.classes.Entrance;
import io.ostiary.cli.classes.Entrances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an application's compiled classes are. */
final class ClassesOption {

  @Option(
      names = "--classes",
      paramLabel = "PLACE",
      description =
          "A folder of compiled classes such as target/classes, a jar or a WAR. May be repeated;"
              + " give those too that its annotations are in.")
  private List<String> places = new ArrayList<>();

  @Option(
      names = "--rest-root",
      paramLabel = "PATH",
      description =
          "The path of the Jakarta REST application below the context path, if no"
              + " @ApplicationPath says it.")
  private @Nullable String root;

  /** The ways in that the classes show; none if no classes are given. */
  Set<Entrance> entrances(Console console) {
    if (places.isEmpty()) {
      return Set.of();
    }
    List<Path> paths = places.stream().map(console.directory()::resolve).toList();
    try {
      return Entrances.in(ClassFiles.index(paths), Optional.ofNullable(root));
    } catch (IOException e) {
      throw CommandFailure.reading(String.join(", ", places), e);
    }
  }
}

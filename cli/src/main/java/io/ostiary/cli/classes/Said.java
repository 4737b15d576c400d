package io.ostiary.cli.classes;

import java.util.List;
import java.util.Optional;

/**
 * What Ostiary's annotations say of a way in.
 *
 * @param action empty for one that is public, or of which nothing is said
 * @param resource as it is written, with variables as {@code {name}}
 * @param level of the action, if it is stated
 * @param path of a servlet's method the template, if it is stated
 * @param open whether no policy is asked
 * @param admits who may come in, if that is stated
 */
record Said(
    Optional<String> action,
    Optional<String> resource,
    Optional<String> level,
    Optional<String> path,
    boolean open,
    List<String> admits) {

  static final Said NOTHING =
      new Said(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());

  Said {
    admits = List.copyOf(admits);
  }

  boolean saysSomething() {
    return open || action.isPresent();
  }
}

package io.ostiary.cli.classes;

import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.PathTemplate.Literal;
import io.ostiary.policy.service.PathTemplate.Rest;
import io.ostiary.policy.service.PathTemplate.Segment;
import io.ostiary.policy.service.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A way into an application that its classes show: a method of a Jakarta REST resource, or a
 * servlet's.
 *
 * @param place the method's or class's name
 * @param methods of HTTP
 * @param path below the context path; empty if it has no form that a service definition could state
 * @param written the path as the classes state it
 */
public record Entrance(
    String place, Set<String> methods, Optional<PathTemplate> path, String written, Said said)
    implements Comparable<Entrance> {

  public Entrance {
    methods = Set.copyOf(methods);
  }

  /** Whether the classes say which action this is, or that it is public. */
  public boolean isDeclared() {
    return said.saysSomething();
  }

  /** The action with its service's prefix, if one must be allowed. */
  public Optional<String> action() {
    return said.action();
  }

  /** Whether a route takes every request that gets here. */
  public boolean isCoveredBy(Route route) {
    return path.isPresent()
        && route.methods().containsAll(methods)
        && route.paths().stream().anyMatch(form -> covers(form, path.get()));
  }

  private static boolean covers(PathTemplate route, PathTemplate entrance) {
    List<Segment> steps = route.segments();
    List<Segment> ours = entrance.segments();
    for (int i = 0; i < steps.size(); i++) {
      if (i >= ours.size()) {
        return false;
      }
      if (steps.get(i) instanceof Rest) {
        return true;
      }
      if (ours.get(i) instanceof Rest
          || (steps.get(i) instanceof Literal && !steps.get(i).equals(ours.get(i)))) {
        return false;
      }
    }
    return steps.size() == ours.size() && route.trailingSlash() == entrance.trailingSlash();
  }

  /** Its methods and path in words. */
  public String target() {
    return String.join("|", new TreeSet<>(methods)) + ' ' + written;
  }

  @Override
  public int compareTo(Entrance other) {
    int order = target().compareTo(other.target());
    return order == 0 ? place.compareTo(other.place) : order;
  }
}

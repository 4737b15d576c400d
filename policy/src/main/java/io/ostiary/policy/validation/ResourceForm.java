package io.ostiary.policy.validation;

import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.ResourceType;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form of the ARNs of a type of resource.
 *
 * @param text as the definition writes it
 */
record ResourceForm(String text, ArnGlob glob) {

  static Optional<ResourceForm> of(ServiceDefinition service, ResourceType type) {
    Set<String> segments = segments(service);
    return type.arn()
        .map(
            template ->
                new ResourceForm(
                    template.toString(),
                    glob(template.fill(name -> segments.contains(name) ? "\u0001" : "\u0002"))));
  }

  /** The variables that stand for one segment of a path, and so hold no slash. */
  private static Set<String> segments(ServiceDefinition service) {
    Set<String> segments = new HashSet<>();
    Set<String> rests = new HashSet<>();
    for (Route route : service.routes()) {
      List<PathTemplate> paths = new ArrayList<>(route.paths());
      route.extract().ifPresent(extraction -> paths.add(extraction.path()));
      for (PathTemplate path : paths) {
        for (PathTemplate.Segment segment : path.segments()) {
          if (segment instanceof PathTemplate.Variable variable) {
            segments.add(variable.name());
          } else if (segment instanceof PathTemplate.Rest rest) {
            rests.add(rest.name());
          }
        }
      }
    }
    segments.removeAll(rests);
    return segments;
  }

  private static ArnGlob glob(String marked) {
    List<Glob> parts = new ArrayList<>();
    for (String part : ArnGlob.split(marked)) {
      parts.add(part(part));
    }
    return new ArnGlob(parts);
  }

  private static Glob part(String marked) {
    List<String> literals = new ArrayList<>();
    List<Boolean> slashes = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      if (c > '\u0002') {
        literal.append(c);
      } else {
        literals.add(literal.toString());
        literal.setLength(0);
        slashes.add(c == '\u0002');
      }
    }
    literals.add(literal.toString());
    return Glob.template(literals, slashes);
  }
}

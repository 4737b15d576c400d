package io.ostiary.runtime;

import io.ostiary.policy.service.PathTemplate;
import io.ostiary.policy.service.PathTemplate.Literal;
import io.ostiary.policy.service.PathTemplate.Rest;
import io.ostiary.policy.service.PathTemplate.Segment;
import io.ostiary.policy.service.ServiceDefinition;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The servlets that no route lets a request in to, for the report at start: all that is sent there
 * is denied, which may not be what was meant.
 */
final class UnreachedServlets {
  private static final String BELOW = "/*";

  private UnreachedServlets() {}

  /** A line for each pattern; those by the end of a name and for all the rest are left out. */
  static List<String> of(ServletContext context, List<ServiceDefinition> application) {
    TreeSet<String> lines = new TreeSet<>();
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      for (String pattern : servlet.getMappings()) {
        boolean path = pattern.startsWith("/") && pattern.length() > 1 && !pattern.equals(BELOW);
        if (path && !isReached(pattern, application)) {
          lines.add("%s → no route (servlet `%s`)".formatted(pattern, servlet.getName()));
        }
      }
    }
    return List.copyOf(lines);
  }

  private static boolean isReached(String pattern, List<ServiceDefinition> application) {
    boolean below = pattern.endsWith(BELOW);
    String path = below ? pattern.substring(0, pattern.length() - BELOW.length()) : pattern;
    List<String> parts = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    if (parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1); // the slash at the end
    }
    return application.stream()
        .flatMap(service -> service.routes().stream())
        .flatMap(route -> route.paths().stream())
        .anyMatch(route -> meets(route, parts, below));
  }

  private static boolean meets(PathTemplate route, List<String> parts, boolean below) {
    List<Segment> steps = route.segments();
    for (int i = 0; i < parts.size(); i++) {
      if (i >= steps.size()) {
        return false;
      }
      if (steps.get(i) instanceof Rest) {
        return true;
      }
      if (steps.get(i) instanceof Literal literal && !literal.text().equals(parts.get(i))) {
        return false;
      }
    }
    return below || steps.size() == parts.size();
  }
}

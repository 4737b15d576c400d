package io.ostiary.application.servlet;

import io.ostiary.application.declaration.Declaration;
import io.ostiary.application.declaration.Declarations;
import io.ostiary.application.declaration.Guard;
import io.ostiary.application.declaration.RoleRule;
import io.ostiary.filter.Answer;
import io.ostiary.policy.service.PathTemplate;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A servlet whose class says something of what its methods are.
 *
 * @param byMethod by HTTP method, of those for which the class has a method that says something
 * @param other of all other HTTP methods
 */
record GuardedServlet(Map<String, ServletMethod> byMethod, ServletMethod other) {
  private static final Map<String, String> METHODS =
      Map.of(
          "doGet", "GET",
          "doHead", "HEAD",
          "doPost", "POST",
          "doPut", "PUT",
          "doDelete", "DELETE",
          "doOptions", "OPTIONS",
          "doPatch", "PATCH");

  GuardedServlet {
    byMethod = Map.copyOf(byMethod);
  }

  /**
   * Reads a servlet's class; empty if it says nothing.
   *
   * @throws IllegalArgumentException if what it says makes no sense
   */
  static Optional<GuardedServlet> of(Class<?> type) {
    ServletMethod other =
        ServletMethod.of(type, new Guard(Declarations.of(type), RoleRule.of(type)));
    Map<String, ServletMethod> byMethod = new HashMap<>();
    for (Class<?> place : Declarations.hierarchy(type)) {
      for (Method method : place.getDeclaredMethods()) {
        String http = METHODS.get(method.getName());
        if (http != null && !byMethod.containsKey(http) && isOfApplication(method)) {
          byMethod.put(http, ServletMethod.of(type, Guard.of(type, method)));
        }
      }
    }
    boolean idle = other.isIdle() && byMethod.values().stream().allMatch(ServletMethod::isIdle);
    return idle ? Optional.empty() : Optional.of(new GuardedServlet(byMethod, other));
  }

  private static boolean isOfApplication(Method method) {
    return !method.getDeclaringClass().getName().startsWith("jakarta.servlet.");
  }

  Optional<Answer> refusal(HttpServletRequest request, String path) throws IOException {
    String method = request.getMethod();
    ServletMethod chosen = byMethod.get(method);
    if (chosen == null && method.equals("HEAD")) {
      chosen = byMethod.get("GET"); // which answers it
    }
    return (chosen == null ? other : chosen).refusal(request, path);
  }

  /**
   * One of its methods.
   *
   * @param path the template of what it takes; empty if it needs no variables
   */
  record ServletMethod(Guard guard, Optional<PathTemplate> path) {

    static ServletMethod of(Class<?> type, Guard guard) {
      if (!(guard.declaration() instanceof Declaration.Needed needed)) {
        return new ServletMethod(guard, Optional.empty());
      }
      Optional<PathTemplate> path =
          needed.path().isEmpty()
              ? Optional.empty()
              : Optional.of(PathTemplate.parse(needed.path()));
      needed
          .resource()
          .ifPresent(
              resource -> {
                if (!path.map(PathTemplate::variables)
                    .orElse(java.util.Set.of())
                    .containsAll(resource.variables())) {
                  throw new IllegalArgumentException(
                      "`%s`: the resource `%s` of `%s` has a variable that its path has not; give `@Action` a `path` with %s"
                          .formatted(
                              type.getName(), resource, needed.action(), resource.variables()));
                }
              });
      return new ServletMethod(guard, path);
    }

    boolean isIdle() {
      return guard.isIdle();
    }

    Optional<Answer> refusal(HttpServletRequest request, String decoded) throws IOException {
      Optional<Map<String, String>> variables =
          path.isEmpty() ? Optional.of(Map.of()) : match(path.get(), decoded);
      Guard held =
          variables.isPresent() // else it is a path of which nothing is said
              ? guard
              : new Guard(new Declaration.Forgotten(), guard.roles());
      return held.refusal(request, () -> variables.orElse(Map.of()), request::isUserInRole);
    }

    /** The variables of a path that the server has decoded; empty if it has not the form. */
    private static Optional<Map<String, String>> match(PathTemplate template, String path) {
      Map<String, String> values = new HashMap<>();
      String left = path;
      for (PathTemplate.Segment segment : template.segments()) {
        if (!left.startsWith("/")) {
          return Optional.empty();
        }
        int next = left.indexOf('/', 1);
        String text = left.substring(1, next < 0 ? left.length() : next);
        if (segment instanceof PathTemplate.Rest rest) {
          values.put(rest.name(), left.substring(1));
          return left.length() > 1 ? Optional.of(values) : Optional.empty();
        }
        if (text.isEmpty()
            || (segment instanceof PathTemplate.Literal literal && !literal.text().equals(text))) {
          return Optional.empty();
        }
        if (segment instanceof PathTemplate.Variable variable) {
          values.put(variable.name(), text);
        }
        left = next < 0 ? "" : left.substring(next);
      }
      String end = template.trailingSlash() || template.segments().isEmpty() ? "/" : "";
      return left.equals(end) ? Optional.of(values) : Optional.empty();
    }
  }
}

package io.ostiary.cli.classes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Finds the ways in that compiled classes show: Jakarta REST resources, and servlets. */
public final class Entrances {
  private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
  private static final DotName ROOT = DotName.createSimple("jakarta.ws.rs.ApplicationPath");
  private static final DotName METHOD = DotName.createSimple("jakarta.ws.rs.HttpMethod");
  private static final String STANDARD = "jakarta.ws.rs.";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
  private static final DotName SERVLET =
      DotName.createSimple("jakarta.servlet.annotation.WebServlet");
  private static final Map<String, Set<String>> SERVLET_METHODS =
      Map.of(
          "doGet", Set.of("GET", "HEAD"),
          "doPost", Set.of("POST"),
          "doPut", Set.of("PUT"),
          "doDelete", Set.of("DELETE"),
          "doPatch", Set.of("PATCH"));

  private final IndexView index;
  private final Annotations annotations;
  private final String root;

  private Entrances(IndexView index, Optional<String> root) {
    this.index = index;
    this.annotations = new Annotations(index);
    this.root = root.orElseGet(() -> declaredRoot(index));
  }

  /**
   * All of them, by path.
   *
   * @param root the path of the Jakarta REST application, if its class does not say it
   */
  public static Set<Entrance> in(IndexView index, Optional<String> root) {
    Entrances entrances = new Entrances(index, root);
    Set<Entrance> found = new TreeSet<>();
    for (ClassInfo type : index.getKnownClasses()) {
      AnnotationInstance path = type.declaredAnnotation(PATH);
      if (path != null && !type.isInterface()) {
        entrances.addResource(type, path.value().asString(), found);
      }
      AnnotationInstance servlet = type.declaredAnnotation(SERVLET);
      if (servlet != null) {
        entrances.addServlet(type, patterns(servlet), found);
      }
    }
    return found;
  }

  private static String declaredRoot(IndexView index) {
    return index.getAnnotations(ROOT).stream()
        .map(found -> found.value().asString())
        .sorted()
        .findFirst()
        .orElse("");
  }

  private void addResource(ClassInfo type, String path, Set<Entrance> found) {
    Set<String> seen = new HashSet<>();
    for (ClassInfo place : annotations.hierarchy(type)) {
      for (MethodInfo method : place.methods()) {
        if (!seen.add(method.name() + method.parameterTypes())) {
          continue; // overridden
        }
        MethodInfo described = described(type, method);
        Set<String> methods = httpMethods(described);
        AnnotationInstance own = described.declaredAnnotation(PATH);
        if (!methods.isEmpty() || own != null) {
          String whole = Paths.join(root, path, own == null ? "" : own.value().asString());
          found.add(
              new Entrance(
                  place.name() + "." + method.name(),
                  methods.isEmpty() ? METHODS : methods,
                  // What is beneath a locator, its classes do not show.
                  methods.isEmpty() ? Optional.empty() : Paths.rest(whole),
                  methods.isEmpty() ? Paths.join(whole, "…") : whole,
                  methods.isEmpty() ? Said.NOTHING : annotations.of(type, method)));
        }
      }
    }
  }

  /** The method whose annotations the framework takes: its own, or one that it overrides. */
  private MethodInfo described(ClassInfo type, MethodInfo method) {
    for (ClassInfo place : annotations.hierarchy(type)) {
      MethodInfo same =
          place.method(
              method.name(), method.parameterTypes().toArray(new org.jboss.jandex.Type[0]));
      if (same != null
          && same.declaredAnnotations().stream()
              .anyMatch(one -> one.name().toString().startsWith(STANDARD))) {
        return same;
      }
    }
    return method;
  }

  private Set<String> httpMethods(MethodInfo method) {
    Set<String> methods = new TreeSet<>();
    for (AnnotationInstance annotation : method.declaredAnnotations()) {
      String name = annotation.name().toString();
      ClassInfo own = index.getClassByName(annotation.name());
      if (name.startsWith(STANDARD) && METHODS.contains(name.substring(STANDARD.length()))) {
        methods.add(name.substring(STANDARD.length()));
      } else if (own != null && own.hasDeclaredAnnotation(METHOD)) {
        methods.add(own.declaredAnnotation(METHOD).value().asString());
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD"); // which frameworks answer by it
    }
    return methods;
  }

  private static List<String> patterns(AnnotationInstance servlet) {
    List<String> patterns = new ArrayList<>();
    for (String member : List.of("value", "urlPatterns")) {
      AnnotationValue value = servlet.value(member);
      if (value != null) {
        patterns.addAll(List.of(value.asStringArray()));
      }
    }
    return patterns;
  }

  private void addServlet(ClassInfo type, List<String> patterns, Set<Entrance> found) {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (ClassInfo place : annotations.hierarchy(type)) {
      place.methods().stream()
          .map(MethodInfo::name)
          .filter(SERVLET_METHODS::containsKey)
          .forEach(name -> methods.put(name, SERVLET_METHODS.getOrDefault(name, Set.of())));
    }
    if (methods.isEmpty()) {
      add(type.name().toString(), METHODS, patterns, annotations.of(type), found);
    }
    methods.forEach(
        (name, http) -> add(type.name() + "." + name, http, patterns, said(type, name), found));
  }

  private Said said(ClassInfo type, String name) {
    return annotations.hierarchy(type).stream()
        .flatMap(place -> place.methods().stream())
        .filter(method -> method.name().equals(name))
        .findFirst()
        .map(method -> annotations.of(type, method))
        .orElse(Said.NOTHING);
  }

  private static void add(
      String place, Set<String> methods, List<String> patterns, Said said, Set<Entrance> found) {
    if (said.path().isPresent()) {
      String path = said.path().get();
      found.add(new Entrance(place, methods, Paths.parse(path), path, said));
      return;
    }
    for (String pattern : patterns) {
      found.add(new Entrance(place, methods, Paths.pattern(pattern), pattern, said));
    }
  }
}

package io.ostiary.cli.classes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Declaration;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Finds annotations as the running application does: on the method, then on those that it overrides
 * or implements, then on its class and those above; one may stand for others.
 */
record Annotations(IndexView index) {
  private static final String OURS = "io.ostiary.application.";
  private static final DotName ACTION = DotName.createSimple(OURS + "Action");
  private static final DotName RESOURCE = DotName.createSimple(OURS + "ResourceArn");
  private static final DotName PUBLIC = DotName.createSimple(OURS + "Public");
  private static final DotName ADMITS = DotName.createSimple(OURS + "Admits");

  /** What is said of a method of a class, or of one of those above it. */
  Said of(ClassInfo type, MethodInfo method) {
    List<Declaration> places = new ArrayList<>(List.of(method));
    for (ClassInfo place : hierarchy(type)) {
      MethodInfo same =
          place.method(
              method.name(), method.parameterTypes().toArray(new org.jboss.jandex.Type[0]));
      if (same != null) {
        places.add(same);
      }
    }
    places.addAll(hierarchy(type));
    return first(places);
  }

  /** What is said of a whole class. */
  Said of(ClassInfo type) {
    return first(hierarchy(type));
  }

  private Said first(List<? extends Declaration> places) {
    List<String> admits =
        places.stream()
            .flatMap(place -> find(place, ADMITS).stream())
            .map(found -> List.of(found.value().asEnumArray()))
            .findFirst()
            .orElse(List.of());
    for (Declaration place : places) {
      Optional<AnnotationInstance> action = find(place, ACTION);
      boolean open = find(place, PUBLIC).isPresent();
      if (action.isPresent() || open) {
        return new Said(
            action.map(found -> found.value().asString()),
            find(place, RESOURCE).map(found -> found.value().asString()),
            action.flatMap(Annotations::level),
            action.flatMap(found -> text(found, "path")),
            open,
            admits.stream().map(access -> access.toLowerCase(Locale.ROOT)).toList());
      }
    }
    return Said.NOTHING;
  }

  private static Optional<String> level(AnnotationInstance action) {
    AnnotationValue levels = action.value("level");
    return levels == null || levels.asEnumArray().length == 0
        ? Optional.empty()
        : Optional.of(levels.asEnumArray()[0].toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** A text that an annotation states. */
  static Optional<String> text(AnnotationInstance annotation, String name) {
    return Optional.ofNullable(annotation.value(name))
        .map(AnnotationValue::asString)
        .filter(text -> !text.isEmpty());
  }

  /** An annotation, or one that stands on another annotation there. */
  Optional<AnnotationInstance> find(Declaration place, DotName name) {
    return find(place, name, new HashSet<>());
  }

  private Optional<AnnotationInstance> find(Declaration place, DotName name, Set<DotName> seen) {
    AnnotationInstance direct = place.declaredAnnotation(name);
    if (direct != null) {
      return Optional.of(direct);
    }
    for (AnnotationInstance other : place.declaredAnnotations()) {
      ClassInfo meta = index.getClassByName(other.name());
      if (meta != null && seen.add(other.name())) {
        Optional<AnnotationInstance> indirect = find(meta, name, seen);
        if (indirect.isPresent()) {
          return indirect;
        }
      }
    }
    return Optional.empty();
  }

  /** A class, those above it, and their interfaces, as far as they are among the classes. */
  List<ClassInfo> hierarchy(ClassInfo type) {
    List<ClassInfo> all = new ArrayList<>();
    ClassInfo place = type;
    while (place != null) {
      all.add(place);
      place = place.superName() == null ? null : index.getClassByName(place.superName());
    }
    for (int i = 0; i < all.size(); i++) { // which grows
      for (DotName name : all.get(i).interfaceNames()) {
        ClassInfo found = index.getClassByName(name);
        if (found != null && !all.contains(found)) {
          all.add(found);
        }
      }
    }
    return all;
  }
}

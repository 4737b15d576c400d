package io.ostiary.application.declaration;

import io.ostiary.application.Action;
import io.ostiary.application.Public;
import io.ostiary.application.ResourceArn;
import io.ostiary.policy.service.ArnTemplate;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads annotations. What stands on a method itself counts before what stands on those that it
 * overrides or implements, and a method's before its class's; an annotation may stand for others.
 */
public final class Declarations {
  private Declarations() {}

  /**
   * What is said of a method.
   *
   * @param type the class that is called, which may inherit the method
   * @throws IllegalArgumentException if that contradicts itself or makes no sense
   */
  public static Declaration of(Class<?> type, Method method) {
    for (AnnotatedElement element : places(type, method)) {
      Optional<Declaration> said = said(element);
      if (said.isPresent()) {
        return said.get();
      }
    }
    return speaks(type) ? new Declaration.Forgotten() : new Declaration.Silent();
  }

  /** What is said of a class, for methods that it does not declare. */
  public static Declaration of(Class<?> type) {
    for (Class<?> place : hierarchy(type)) {
      Optional<Declaration> said = said(place);
      if (said.isPresent()) {
        return said.get();
      }
    }
    return speaks(type) ? new Declaration.Forgotten() : new Declaration.Silent();
  }

  /** Whether a class says anything, be it of one of its methods. */
  public static boolean speaks(Class<?> type) {
    return hierarchy(type).stream()
        .anyMatch(
            place ->
                said(place).isPresent()
                    || Arrays.stream(place.getDeclaredMethods())
                        .anyMatch(method -> said(method).isPresent()));
  }

  /** A class, those above it, and all their interfaces. */
  public static Set<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> place = type; place != null; place = place.getSuperclass()) {
      all.add(place);
    }
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    all.forEach(place -> addInterfaces(place, interfaces));
    all.addAll(interfaces);
    return all;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
    for (Class<?> one : type.getInterfaces()) {
      if (interfaces.add(one)) {
        addInterfaces(one, interfaces);
      }
    }
  }

  /** Where something may be said of a method, the nearest first. */
  static Set<AnnotatedElement> places(Class<?> type, Method method) {
    Set<AnnotatedElement> places = new LinkedHashSet<>();
    places.add(method);
    for (Class<?> place : hierarchy(type)) {
      declared(place, method).ifPresent(places::add);
    }
    places.addAll(hierarchy(type));
    return places;
  }

  private static Optional<Method> declared(Class<?> place, Method method) {
    return Arrays.stream(place.getDeclaredMethods())
        .filter(
            other ->
                !other.isBridge()
                    && other.getName().equals(method.getName())
                    && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))
        .findFirst();
  }

  private static Optional<Declaration> said(AnnotatedElement element) {
    Optional<Action> action = find(element, Action.class);
    Optional<ResourceArn> resource = find(element, ResourceArn.class);
    boolean open = find(element, Public.class).isPresent();
    if (open && (action.isPresent() || resource.isPresent())) {
      throw new IllegalArgumentException(
          "`%s` is `@Public` and needs an action, too; take one away".formatted(element));
    }
    if (resource.isPresent() && action.isEmpty()) {
      throw new IllegalArgumentException(
          "`%s` has a `@ResourceArn` without an `@Action`; add the action".formatted(element));
    }
    if (action.isPresent()) {
      return Optional.of(needed(element, action.get(), resource.map(ResourceArn::value)));
    }
    return open ? Optional.of(new Declaration.Open()) : Optional.empty();
  }

  private static Declaration needed(
      AnnotatedElement element, Action action, Optional<String> resource) {
    try {
      String service = io.ostiary.policy.request.Action.parse(action.value()).service();
      return new Declaration.Needed(
          action.value(), resource.map(text -> ArnTemplate.parse(service, text)), action.path());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("`%s`: %s".formatted(element, e.getMessage()), e);
    }
  }

  /** An annotation, or one that stands on another annotation there. */
  static <A extends Annotation> Optional<A> find(AnnotatedElement element, Class<A> type) {
    return find(element, type, new HashSet<>());
  }

  private static <A extends Annotation> Optional<A> find(
      AnnotatedElement element, Class<A> type, Set<Class<?>> seen) {
    A direct = element.getDeclaredAnnotation(type);
    if (direct != null) {
      return Optional.of(direct);
    }
    for (Annotation other : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> meta = other.annotationType();
      if (!meta.getName().startsWith("java.lang.") && seen.add(meta)) {
        Optional<A> indirect = find(meta, type, seen);
        if (indirect.isPresent()) {
          return indirect;
        }
      }
    }
    return Optional.empty();
  }
}

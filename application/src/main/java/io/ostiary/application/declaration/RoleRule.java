package io.ostiary.application.declaration;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What Jakarta's own annotations say of a method: one of these roles, nobody, or anybody. It must
 * hold besides whatever policies say.
 *
 * @param roles empty for nobody
 */
public record RoleRule(Set<String> roles) {
  private static final String ANNOTATIONS = "jakarta.annotation.security.";

  public RoleRule {
    roles = Set.copyOf(roles);
  }

  /** The rule of a method, or of its class; empty if there is none. */
  public static Optional<RoleRule> of(Class<?> type, Method method) {
    return first(Declarations.places(type, method));
  }

  /** The rule of a class. */
  public static Optional<RoleRule> of(Class<?> type) {
    return first(Declarations.hierarchy(type));
  }

  private static Optional<RoleRule> first(Set<? extends AnnotatedElement> places) {
    for (AnnotatedElement place : places) {
      // By name first: a plain servlet container need not have the annotations' classes.
      for (Annotation annotation : place.getDeclaredAnnotations()) {
        if (annotation.annotationType().getName().startsWith(ANNOTATIONS)) {
          Optional<Optional<RoleRule>> rule = said(place);
          if (rule.isPresent()) {
            return rule.get();
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What an element says: a rule, or that there is none; empty if nothing. */
  private static Optional<Optional<RoleRule>> said(AnnotatedElement place) {
    if (place.isAnnotationPresent(DenyAll.class)) {
      return Optional.of(Optional.of(new RoleRule(Set.of())));
    }
    RolesAllowed allowed = place.getAnnotation(RolesAllowed.class);
    if (allowed != null) {
      return Optional.of(Optional.of(new RoleRule(Set.of(allowed.value()))));
    }
    return place.isAnnotationPresent(PermitAll.class)
        ? Optional.of(Optional.empty())
        : Optional.empty();
  }

  /** Whether somebody with certain roles is let through. */
  public boolean admits(Predicate<String> isInRole) {
    return roles.stream().anyMatch(isInRole);
  }
}

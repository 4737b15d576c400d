package io.ostiary.application;

import io.ostiary.policy.service.AccessLevel;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The action that policies must allow for a method to be called, beside what the filter has decided
 * already. On a method of a Jakarta REST resource, on {@code doGet} and its like of a servlet, on
 * the class for all of its methods that say nothing themselves, or on an annotation that stands for
 * it. In a class that has one of these annotations anywhere, a method without any is never called.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Action {

  /** With the service's prefix, such as {@code records:GetRecord}. */
  String value();

  /**
   * What kind of thing the action does, for the service definition; at most one. By default GET
   * reads and all else writes.
   */
  AccessLevel[] level() default {};

  /**
   * Of a servlet's method the template of the paths that it takes, below the context path, such as
   * {@code /records/{id}}; it needs none if the action is on no resource or on always the same. Of
   * Jakarta REST the framework's {@code @Path} says it.
   */
  String path() default "";
}

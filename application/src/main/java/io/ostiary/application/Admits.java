package io.ostiary.application;

import io.ostiary.policy.service.Access;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may come in for a method before its {@link Action} is decided, for the service definition
 * that is made of the annotations; whoever signs, if it says nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Admits {
  Access[] value();
}

package io.ostiary.application;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an {@link Action} is done to: an ARN with variables of the path in it, or only what follows
 * the account in one of the service's. {@code record/{id}} is short for <code>
 * arn:${Partition}:records::${Account}:record/{id}</code>.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ResourceArn {
  String value();
}

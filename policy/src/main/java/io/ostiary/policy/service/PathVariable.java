package io.ostiary.policy.service;

/**
 * What a path variable may hold.
 *
 * @param data whether {@code %3B %23 %3F %25} in it are characters like any other, as in an object
 *     key; elsewhere they are refused
 * @param maxLength in bytes of UTF-8
 */
public record PathVariable(boolean data, int maxLength) {

  /** What holds for a variable that a definition says nothing of. */
  public static final PathVariable DEFAULT = new PathVariable(false, 1024);
}

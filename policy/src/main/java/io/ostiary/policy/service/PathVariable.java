package io.ostiary.policy.service;

/**
 * What a path variable may hold.
 *
 * @param data whether {@code %3B %23 %3F %25} in it are characters like any other, as in an object
 *     key; elsewhere they are refused
 * @param maxLength in bytes of UTF-8
 * @param without characters that it must not hold, since by them the application would take it for
 *     another name, or for several: an escape of its own, a wildcard
 */
public record PathVariable(boolean data, int maxLength, String without) {

  /** What holds for a variable that a definition says nothing of. */
  public static final PathVariable DEFAULT = new PathVariable(false, 1024, "");
}

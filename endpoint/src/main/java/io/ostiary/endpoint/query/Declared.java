package io.ostiary.endpoint.query;

import java.util.List;

/**
 * A parameter that an operation takes, as it declares by reading it.
 *
 * @param field as requests write it, such as {@code Tags.member.1.Key}
 * @param place as messages call it, such as {@code tags.1.member.key}
 */
record Declared(String field, String place, boolean required, Rule rule) {

  /** What a parameter may be. */
  sealed interface Rule permits Text, Words, Range, Members {}

  /** One of a few words. */
  record Words(List<String> words) implements Rule {}

  /** A whole number. */
  record Range(int min, int max) implements Rule {}

  /**
   * A list.
   *
   * @param max the most members
   */
  record Members(int max) implements Rule {}
}

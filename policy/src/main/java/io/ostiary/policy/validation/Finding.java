package io.ostiary.policy.validation;

import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.json.Json;
import java.util.Comparator;

/**
 * Something that the author of a policy should know of it.
 *
 * @param code what kind of thing, such as {@code MISSING_VERSION}; stable from release to release
 * @param message what it is and what to write instead
 * @param line counted from 1
 * @param column counted from 1
 * @param pointer the place as a JSON pointer (RFC 6901), empty for the whole document
 */
public record Finding(
    FindingLevel level, String code, String message, int line, int column, String pointer) {

  /** By place, and the gravest first where several stand at one. */
  static final Comparator<Finding> IN_READING_ORDER =
      Comparator.comparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::level)
          .thenComparing(Finding::code);

  static Finding at(Json.Place place, FindingLevel level, String code, String message) {
    return new Finding(level, code, message, place.line(), place.column(), place.pointer());
  }

  static Finding from(PolicySyntaxException fault) {
    return new Finding(
        FindingLevel.ERROR,
        fault.malformation().name(),
        fault.problem(),
        fault.line(),
        fault.column(),
        fault.pointer());
  }

  /** As {@code line:column: level code: message}. */
  @Override
  public String toString() {
    return line + ":" + column + ": " + level + ' ' + code + ": " + message;
  }
}

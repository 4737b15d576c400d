package io.ostiary.policy.document;

import java.util.List;

/** A JSON value that knows where it was written. */
sealed interface Json {

  Place place();

  /**
   * Where a value stands.
   *
   * @param line counted from 1
   * @param column counted from 1
   * @param pointer RFC 6901
   */
  record Place(int line, int column, String pointer) {
    PolicySyntaxException refuse(String problem) {
      return new PolicySyntaxException(line, column, pointer, problem);
    }
  }

  record Text(String value, Place place) implements Json {}

  /** A number or a truth value, as written. */
  record Scalar(String text, Place place) implements Json {}

  record Null(Place place) implements Json {}

  record Array(List<Json> items, Place place) implements Json {}

  record Structure(List<Member> members, Place place) implements Json {}

  /** A name and its value in a {@link Structure}; {@code place} is the name's. */
  record Member(String name, Json value, Place place) {}
}

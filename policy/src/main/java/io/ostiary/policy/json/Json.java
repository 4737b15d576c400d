package io.ostiary.policy.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows where it was written. */
public sealed interface Json {

  Place place();

  /**
   * Where a value stands.
   *
   * @param line counted from 1
   * @param column counted from 1
   * @param path null for the document itself
   */
  record Place(int line, int column, @Nullable Path path) {

    /**
     * The way to the value as a JSON pointer (RFC 6901), names cut after {@value Path#MOST_SHOWN}
     * characters: many faults under a long name would otherwise take the square of the document.
     */
    public String pointer() {
      return path == null ? "" : path.toString();
    }
  }

  /**
   * A step to a value. Steps share their beginnings, so that many values under a long name take no
   * more room than their names.
   */
  record Path(@Nullable Path parent, String step) {
    static final int MOST_SHOWN = 200;

    @Override
    public String toString() {
      String shown = step.length() > MOST_SHOWN ? step.substring(0, MOST_SHOWN) + '…' : step;
      String escaped = shown.replace("~", "~0").replace("/", "~1");
      return (parent == null ? "" : parent.toString()) + '/' + escaped;
    }
  }

  record Text(String value, Place place) implements Json {}

  /** A number or a truth value, as written. */
  record Scalar(String text, Place place) implements Json {}

  record Null(Place place) implements Json {}

  record Array(List<Json> items, Place place) implements Json {}

  /**
   * An object.
   *
   * @param end just behind the closing brace
   */
  record Structure(List<Member> members, Place place, Place end) implements Json {}

  /** A name and its value in a {@link Structure}; {@code place} is the name's. */
  record Member(String name, Json value, Place place) {}
}

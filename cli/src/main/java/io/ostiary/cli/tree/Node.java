package io.ostiary.cli.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of a JSON or YAML document. */
public sealed interface Node {

  Place place();

  /** What a message calls a value of this sort. */
  String kind();

  /** The same in JSON, on one line. */
  default String json() {
    return JsonText.of(this, false);
  }

  /** The same in JSON, each value on the line on which it stands in its document. */
  default String jsonOnItsLines() {
    return JsonText.of(this, true);
  }

  /** What a JSON pointer names in here, or the nearest around it that is there. */
  default Node nearest(String pointer) {
    Node node = this;
    int start = 1;
    while (start <= pointer.length()) {
      int slash = pointer.indexOf('/', start);
      int end = slash < 0 ? pointer.length() : slash;
      Node child = node.child(pointer.substring(start, end).replace("~1", "/").replace("~0", "~"));
      if (child == null) {
        return node;
      }
      node = child;
      start = end + 1;
    }
    return node;
  }

  /** The member or item of this name or index, or null. */
  default @Nullable Node child(String nameOrIndex) {
    return null;
  }

  record Text(String value, Place place) implements Node {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** A number, as written. */
  record Numeral(String text, Place place) implements Node {
    @Override
    public String kind() {
      return "a number";
    }
  }

  record Truth(boolean value, Place place) implements Node {
    @Override
    public String kind() {
      return "a truth value";
    }
  }

  record Null(Place place) implements Node {
    @Override
    public String kind() {
      return "null";
    }
  }

  record Items(List<Node> items, Place place) implements Node {
    @Override
    public String kind() {
      return "a list";
    }

    @Override
    public @Nullable Node child(String index) {
      try {
        int i = Integer.parseInt(index);
        return i >= 0 && i < items.size() ? items.get(i) : null;
      } catch (NumberFormatException noIndex) {
        return null;
      }
    }
  }

  record Members(List<Member> members, Place place) implements Node {
    @Override
    public String kind() {
      return "an object";
    }

    @Override
    public @Nullable Node child(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return member.value();
        }
      }
      return null;
    }
  }

  /**
   * A name and its value.
   *
   * @param place the name's
   */
  record Member(String name, Node value, Place place) {}
}

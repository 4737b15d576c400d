package io.ostiary.cli.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a document. Its pointer is put together only when somebody asks. */
public final class Place {
  private final String file;
  private final int line;
  private final int column;
  private final @Nullable Place parent;
  private final String step;

  private Place(String file, int line, int column, @Nullable Place parent, String step) {
    this.file = file;
    this.line = line;
    this.column = column;
    this.parent = parent;
    this.step = step;
  }

  /**
   * The place of a whole document.
   *
   * @param file how messages call the document
   */
  public static Place of(String file, int line, int column) {
    return new Place(file, line, column, null, "");
  }

  /** The place of a member or an item of what stands here. */
  Place inside(String nameOrIndex, int childLine, int childColumn) {
    return new Place(file, childLine, childColumn, this, nameOrIndex);
  }

  /** Another line and column for what has the same pointer: a member's name before its value. */
  Place at(int otherLine, int otherColumn) {
    return new Place(file, otherLine, otherColumn, parent, step);
  }

  public String file() {
    return file;
  }

  /** Counted from 1. */
  public int line() {
    return line;
  }

  /** Counted from 1. */
  public int column() {
    return column;
  }

  /** The place as a JSON pointer (RFC 6901), empty for the whole document. */
  public String pointer() {
    Deque<String> steps = new ArrayDeque<>();
    for (Place place = this; place.parent != null; place = place.parent) {
      steps.push(place.step);
    }
    StringBuilder pointer = new StringBuilder();
    for (String each : steps) {
      pointer.append('/').append(each.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  public MalformedException refuse(String problem) {
    return new MalformedException(List.of(new MalformedException.Fault(this, "", problem)));
  }

  /** {@code file:line:column}, as editors and terminals follow it. */
  @Override
  public String toString() {
    return file + ':' + line + ':' + column;
  }
}

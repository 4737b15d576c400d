package io.ostiary.policy.document;

import io.ostiary.policy.json.Json.Place;

/** A document is no policy of its type: what is wrong, where, and how to mend it. */
public final class PolicySyntaxException extends RuntimeException {
  private static final long serialVersionUID = 2L;

  private final Malformation malformation;
  private final int line;
  private final int column;
  private final String pointer;
  private final String problem;

  /**
   * @param line counted from 1
   * @param column counted from 1
   * @param pointer the place as a JSON pointer (RFC 6901), empty for the whole document
   * @param problem what is wrong and how to mend it, such as {@code unknown effect `allow`; write
   *     `Allow` or `Deny`}
   */
  public PolicySyntaxException(
      Malformation malformation, int line, int column, String pointer, String problem) {
    super(
        "line %s, column %s%s: %s"
            .formatted(line, column, pointer.isEmpty() ? "" : " (" + pointer + ")", problem));
    this.malformation = malformation;
    this.line = line;
    this.column = column;
    this.pointer = pointer;
    this.problem = problem;
  }

  static PolicySyntaxException at(Place place, Malformation malformation, String problem) {
    return new PolicySyntaxException(
        malformation, place.line(), place.column(), place.pointer(), problem);
  }

  public Malformation malformation() {
    return malformation;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  public String pointer() {
    return pointer;
  }

  /** What is wrong and how to mend it, without the place. */
  public String problem() {
    return problem;
  }
}

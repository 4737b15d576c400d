package io.ostiary.policy.document;

/** A policy document is broken; says where, what, and how to mend it. */
public final class PolicySyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String pointer;

  /**
   * @param line counted from 1
   * @param column counted from 1
   * @param pointer the place as a JSON pointer (RFC 6901), empty for the whole document
   * @param problem what is wrong and how to mend it, such as {@code unknown effect `allow`; write
   *     `Allow` or `Deny`}
   */
  public PolicySyntaxException(int line, int column, String pointer, String problem) {
    super(
        "line %s, column %s%s: %s"
            .formatted(line, column, pointer.isEmpty() ? "" : " (" + pointer + ")", problem));
    this.line = line;
    this.column = column;
    this.pointer = pointer;
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
}

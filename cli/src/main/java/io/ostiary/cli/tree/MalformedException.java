package io.ostiary.cli.tree;

import java.util.List;

/**
 * A document is not what it should be. It has no stack trace: it is about the document, and a
 * stream may hold many.
 */
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param code its kind, where kinds have names; empty otherwise
   * @param problem what is wrong and how to mend it
   */
  public record Fault(Place place, String code, String problem) {
    @Override
    public String toString() {
      return place + ": " + problem;
    }
  }

  private final transient List<Fault> faults;

  /**
   * @param faults one at least
   */
  public MalformedException(List<Fault> faults) {
    super(faults.get(0).toString(), null, false, false);
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}

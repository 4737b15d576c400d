package io.ostiary.policy.decision;

import io.ostiary.policy.document.Effect;
import java.util.List;

/**
 * A statement that denied or allowed a request, or that would have allowed it but for some of its
 * elements.
 *
 * @param elements each of them, in the order in which a document has them
 */
public record StatementTrace(
    DecisiveStatement statement, Effect effect, List<ElementTrace> elements) {

  public StatementTrace {
    elements = List.copyOf(elements);
  }

  /** Says whether every element met the request. */
  public boolean matches() {
    return elements.stream().allMatch(ElementTrace::matches);
  }
}

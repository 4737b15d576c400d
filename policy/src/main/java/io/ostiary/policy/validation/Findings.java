package io.ostiary.policy.validation;

import io.ostiary.policy.document.PolicySyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found in one document, {@value #MOST} findings at most. Of a place that holds a fault of
 * grammar nothing else is said.
 */
final class Findings {
  static final int MOST = 1_000;
  static final String MORE = "MORE_FINDINGS";

  private record Spot(int line, int column) {}

  private final List<Finding> found = new ArrayList<>();
  private final Set<Spot> faulty = new HashSet<>();
  private boolean more;

  Findings(Collection<PolicySyntaxException> faults) {
    for (PolicySyntaxException fault : faults) {
      add(Finding.from(fault));
      faulty.add(new Spot(fault.line(), fault.column()));
    }
  }

  void add(Finding finding) {
    if (faulty.contains(new Spot(finding.line(), finding.column()))) {
      return;
    }
    if (found.size() == MOST) {
      more = true;
    } else {
      found.add(finding);
    }
  }

  List<Finding> inReadingOrder() {
    found.sort(Finding.IN_READING_ORDER);
    if (more) {
      Finding last = found.get(found.size() - 1);
      found.add(
          new Finding(
              FindingLevel.WARNING,
              MORE,
              "there is more to find than %s; mend these and look again".formatted(MOST),
              last.line(),
              last.column(),
              last.pointer()));
    }
    return List.copyOf(found);
  }
}

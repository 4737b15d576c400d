package io.ostiary.policy.decision;

import io.ostiary.policy.decision.Change.AddStatement;
import io.ostiary.policy.decision.Change.StopDenying;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Principal;
import java.util.List;

/** Says of remedies what their changes do not. */
final class RemedyNote {
  private RemedyNote() {}

  static String of(Situation situation, List<Remedy> remedies) {
    if (remedies.isEmpty()) {
      return "no change of a policy or of the request was found that would allow it";
    }
    if (remedies.stream().allMatch(RemedyNote::needsOrganisation)) {
      return "nothing within the account is enough: only whoever administers the organisation can"
          + " change its control policies, or take the account out of it";
    }
    boolean everyone =
        situation.request().principal() instanceof Principal.Anonymous
            && remedies.get(0).changes().stream().anyMatch(AddStatement.class::isInstance);
    return everyone ? "`*` admits everyone, with credentials or without" : "";
  }

  private static boolean needsOrganisation(Remedy remedy) {
    return remedy.changes().stream().anyMatch(change -> isOfOrganisation(change));
  }

  private static boolean isOfOrganisation(Change change) {
    if (change instanceof AddStatement addition) {
      return addition.level() > 0;
    }
    return change instanceof StopDenying removal
        && (removal.statement().type() == PolicyType.SERVICE_CONTROL
            || removal.statement().type() == PolicyType.RESOURCE_CONTROL);
  }
}

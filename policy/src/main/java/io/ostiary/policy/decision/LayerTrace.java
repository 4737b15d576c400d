package io.ostiary.policy.decision;

import io.ostiary.policy.document.PolicyType;
import java.util.List;

/**
 * What the policies of one type, in an organisation those of one level, said to a request.
 *
 * @param level of the organisation, the root being 1; 0 of what is not the organisation's
 * @param why in words; empty if the statements say it all
 * @param statements those that denied; if none did, those that allowed; if none did either, those
 *     that nearly allowed, the nearest first
 */
public record LayerTrace(
    PolicyType type, int level, Verdict verdict, String why, List<StatementTrace> statements) {

  /** What a layer says. */
  public enum Verdict {
    DENIES,
    ALLOWS,
    SILENT,
    /** Its allow does not count for this request, or there is no such policy. */
    NOT_ASKED
  }

  public LayerTrace {
    statements = List.copyOf(statements);
  }
}

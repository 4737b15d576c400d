package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Begins a report of when an identity, or whoever has a policy, last reached which service. */
public record AskForAccessReport(String accountId, String entityArn, boolean byAction)
    implements DirectoryCommand<AccessReport> {

  /** How long a report can be fetched. */
  private static final Duration KEPT = Duration.ofDays(7);

  /** Of one account; beyond them the oldest goes. */
  private static final int MOST = 100;

  @Override
  public AccessReport carryOut(DirectoryDraft draft) {

    draft.account(accountId);
    forgetOldReports(draft);
    return draft.put(
        Kinds.ACCESS_REPORT,
        new AccessReport(draft.uuid(), accountId, entityArn, byAction, draft.now()));
  }

  private void forgetOldReports(DirectoryDraft draft) {
    Instant oldest = draft.now().minus(KEPT);
    List<AccessReport> newestFirst =
        draft.table().children(Kinds.ACCESS_REPORT, accountId).stream()
            .sorted(Comparator.comparing(AccessReport::askedAt).reversed())
            .toList();
    for (int i = 0; i < newestFirst.size(); i++) {
      if (i >= MOST - 1 || newestFirst.get(i).askedAt().isBefore(oldest)) {
        draft.remove(Kinds.ACCESS_REPORT, newestFirst.get(i));
      }
    }
  }
}

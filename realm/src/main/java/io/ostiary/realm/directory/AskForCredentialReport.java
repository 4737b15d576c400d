package io.ostiary.realm.directory;

import java.time.Duration;
import java.time.Instant;

/** Begins the report of an account's credentials, unless there is one that is fresh enough. */
public record AskForCredentialReport(String accountId) implements DirectoryCommand<Boolean> {

  /** For so long a report stays, and no other is begun. */
  public static final Duration KEPT = Duration.ofHours(4);

  /** Tells whether one was begun. */
  @Override
  public Boolean carryOut(DirectoryDraft draft) {

    AccountPreferences preferences = draft.preferences(accountId);
    Instant expired = draft.now().minus(KEPT);
    if (preferences.credentialReportAskedAt().filter(at -> at.isAfter(expired)).isPresent()) {
      return false;
    }
    draft.put(Kinds.ACCOUNT_PREFERENCES, preferences.withCredentialReportAskedAt(draft.now()));
    return true;
  }
}

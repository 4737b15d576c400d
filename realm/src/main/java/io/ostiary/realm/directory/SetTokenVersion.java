package io.ostiary.realm.directory;

/**
 * Says which version of session tokens an account's callers are given.
 *
 * @param version 1 or 2
 */
public record SetTokenVersion(String accountId, int version)
    implements DirectoryCommand<AccountPreferences> {

  @Override
  public AccountPreferences carryOut(DirectoryDraft draft) {

    if (version != 1 && version != 2) {
      throw Refusal.violated("globalEndpointTokenVersion", "be 1 or 2");
    }
    return draft.put(
        Kinds.ACCOUNT_PREFERENCES, draft.preferences(accountId).withTokenVersion(version));
  }
}

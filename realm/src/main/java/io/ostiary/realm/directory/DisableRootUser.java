package io.ostiary.realm.directory;

/**
 * Stops an account's root user: its access keys stay and are good for nothing. Refused, as is every
 * later command that would bring it about, if nobody could administer the account then.
 */
public record DisableRootUser(String accountId) implements DirectoryCommand<Account> {

  @Override
  public Account carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    return account.rootEnabled()
        ? draft.put(Kinds.ACCOUNT, account.withRootEnabled(false))
        : account;
  }
}

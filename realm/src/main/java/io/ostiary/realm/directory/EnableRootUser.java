package io.ostiary.realm.directory;

/** Lets an account's root user sign again with the access keys that it has. */
public record EnableRootUser(String accountId) implements DirectoryCommand<Account> {

  @Override
  public Account carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    return account.rootEnabled()
        ? account
        : draft.put(Kinds.ACCOUNT, account.withRootEnabled(true));
  }
}

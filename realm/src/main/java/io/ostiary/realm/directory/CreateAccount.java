package io.ostiary.realm.directory;

/** Makes an account with its root user. */
public record CreateAccount(String accountId, String partition)
    implements DirectoryCommand<Account> {

  @Override
  public Account carryOut(DirectoryDraft draft) {

    if (draft.table().get(Kinds.ACCOUNT, Names.account(accountId)) != null) {
      throw Refusal.accountExists(accountId);
    }
    boolean first = draft.table().count(Kinds.ACCOUNT, AccountKind.ROOT) == 0;
    return draft.put(
        Kinds.ACCOUNT,
        new Account(accountId, Names.partition(partition), draft.now(), first, true, true));
  }
}

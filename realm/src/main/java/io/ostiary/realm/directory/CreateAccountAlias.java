package io.ostiary.realm.directory;

/** Gives an account an alias, in place of any it has; tells the alias. */
public record CreateAccountAlias(String accountId, String alias)
    implements DirectoryCommand<String> {

  @Override
  public String carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    AccountAlias holder = draft.table().get(Kinds.ACCOUNT_ALIAS, AccountAlias.checked(alias));
    if (holder != null) {
      if (holder.accountId().equals(accountId)) {
        return alias;
      }
      throw Refusal.aliasExists(alias);
    }
    for (AccountAlias earlier : draft.table().children(Kinds.ACCOUNT_ALIAS, account.id())) {
      draft.remove(Kinds.ACCOUNT_ALIAS, earlier);
    }
    return draft.put(Kinds.ACCOUNT_ALIAS, new AccountAlias(accountId, alias)).alias();
  }
}

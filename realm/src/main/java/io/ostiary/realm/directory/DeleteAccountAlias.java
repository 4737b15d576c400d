package io.ostiary.realm.directory;

/** Takes an account's alias away; tells the alias. */
public record DeleteAccountAlias(String accountId, String alias)
    implements DirectoryCommand<String> {

  @Override
  public String carryOut(DirectoryDraft draft) {

    draft.account(accountId);
    AccountAlias holder = draft.table().get(Kinds.ACCOUNT_ALIAS, AccountAlias.checked(alias));
    if (holder == null || !holder.accountId().equals(accountId)) {
      throw Refusal.noSuchAlias(alias);
    }
    return draft.remove(Kinds.ACCOUNT_ALIAS, holder).alias();
  }
}

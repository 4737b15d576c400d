package io.ostiary.realm.directory;

/** Takes an account's password policy away; AWS's own rules hold then. */
public record DeleteAccountPasswordPolicy(String accountId)
    implements DirectoryCommand<PasswordPolicy> {

  @Override
  public PasswordPolicy carryOut(DirectoryDraft draft) {

    draft.account(accountId);
    return draft.remove(
        Kinds.PASSWORD_POLICY,
        DirectoryDraft.present(
            draft.table().get(Kinds.PASSWORD_POLICY, accountId), Refusal::noSuchPasswordPolicy));
  }
}

package io.ostiary.realm.directory;

/** Sets an account's password policy, in place of any it has. */
public record UpdateAccountPasswordPolicy(PasswordPolicy policy)
    implements DirectoryCommand<PasswordPolicy> {

  @Override
  public PasswordPolicy carryOut(DirectoryDraft draft) {

    draft.account(policy.accountId());
    return draft.put(Kinds.PASSWORD_POLICY, policy.checked());
  }
}

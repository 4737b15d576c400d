package io.ostiary.realm.directory;

import io.ostiary.realm.credential.Password;

/** Gives a user a password. */
public record CreateLoginProfile(
    String accountId, String userName, Password password, boolean passwordResetRequired)
    implements DirectoryCommand<LoginProfile> {

  @Override
  public boolean dear() {
    return true;
  }

  @Override
  public LoginProfile carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    return new OwnedPassword(user).make(draft, password, passwordResetRequired);
  }
}

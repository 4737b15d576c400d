package io.ostiary.realm.directory;

import io.ostiary.realm.credential.Password;
import io.ostiary.realm.credential.SealedSecret;

/**
 * Replaces the password of a user who knows the old one.
 *
 * @param known the hash that the old password was checked against; checking is dear, so it is done
 *     before writers wait for this
 */
public record ChangePassword(
    String accountId, String userName, SealedSecret known, Password newPassword)
    implements DirectoryCommand<LoginProfile> {

  @Override
  public boolean dear() {
    return true;
  }

  @Override
  public LoginProfile carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    OwnedPassword owned = new OwnedPassword(user);
    if (!owned.kept(draft).hash().equals(known)) {
      throw Refusal.passwordJustChanged(user);
    }
    return owned.change(draft, newPassword, false);
  }
}

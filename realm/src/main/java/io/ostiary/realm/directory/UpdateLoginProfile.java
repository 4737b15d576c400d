package io.ostiary.realm.directory;

import io.ostiary.realm.credential.Password;
import java.util.Optional;

/** Gives a user another password, or says whether it must choose one; what is left out stays. */
public record UpdateLoginProfile(
    String accountId,
    String userName,
    Optional<Password> password,
    Optional<Boolean> passwordResetRequired)
    implements DirectoryCommand<LoginProfile> {

  @Override
  public boolean dear() {
    return password.isPresent();
  }

  @Override
  public LoginProfile carryOut(DirectoryDraft draft) {

    OwnedPassword owned = new OwnedPassword(draft.user(accountId, userName));
    KeptLoginProfile kept = owned.kept(draft);
    LoginProfile present = kept.profile();
    boolean reset = passwordResetRequired.orElse(present.passwordResetRequired());
    if (password.isPresent()) {
      return owned.change(draft, password.get(), reset);
    }
    if (reset == present.passwordResetRequired()) {
      return present;
    }
    LoginProfile updated =
        new LoginProfile(present.userId(), present.createdAt(), reset, present.passwordChangedAt());
    draft.put(
        Kinds.LOGIN_PROFILE, new KeptLoginProfile(accountId, updated, kept.hash(), kept.earlier()));
    return updated;
  }
}

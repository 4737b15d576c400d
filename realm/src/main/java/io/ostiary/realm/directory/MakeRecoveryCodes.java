package io.ostiary.realm.directory;

import io.ostiary.realm.credential.FreshRecoveryCodes;

/** Makes the recovery codes of a user who has an MFA device; those before are good no more. */
public record MakeRecoveryCodes(String accountId, String userName)
    implements DirectoryCommand<FreshRecoveryCodes> {

  @Override
  public FreshRecoveryCodes carryOut(DirectoryDraft draft) {

    User user = draft.user(accountId, userName);
    if (draft.table().count(Kinds.MFA_DEVICE, user.id()) == 0) {
      throw Refusal.invalid(
          "Recovery codes stand in for an MFA device, and the user %s has none; enable one first."
              .formatted(user.name()));
    }
    FreshRecoveryCodes fresh = draft.secrets().recoveryCodes().make(user.id());
    draft.put(
        Kinds.RECOVERY_CODES,
        new KeptRecoveryCodes(accountId, user.id(), draft.now(), fresh.sealed()));
    return fresh;
  }
}

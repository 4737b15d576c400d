package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;

/** Keeps the same password hashed with the parameters of now; nothing if it was changed since. */
public record UpgradePasswordHash(String userId, SealedSecret outdated, SealedSecret upgraded)
    implements DirectoryCommand<Boolean> {

  /** Whether the hash is kept. */
  @Override
  public Boolean carryOut(DirectoryDraft draft) {

    KeptLoginProfile kept = draft.table().get(Kinds.LOGIN_PROFILE, userId);
    if (kept == null || !kept.hash().equals(outdated)) {
      return false;
    }
    draft.put(
        Kinds.LOGIN_PROFILE,
        new KeptLoginProfile(kept.accountId(), kept.profile(), upgraded, kept.earlier()));
    return true;
  }
}

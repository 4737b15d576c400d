package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;
import java.util.Optional;

/** Uses a recovery code up. Tells whether it was one of the user's that was left. */
public record UseRecoveryCode(String userId, String code) implements DirectoryCommand<Boolean> {

  @Override
  public Boolean carryOut(DirectoryDraft draft) {

    KeptRecoveryCodes kept = draft.table().get(Kinds.RECOVERY_CODES, userId);
    if (kept == null) {
      return false;
    }
    Optional<SealedSecret> rest =
        draft.secrets().recoveryCodes().without(userId, kept.codes(), code);
    rest.ifPresent(
        left ->
            draft.put(
                Kinds.RECOVERY_CODES,
                new KeptRecoveryCodes(kept.accountId(), userId, kept.madeAt(), left)));
    return rest.isPresent();
  }

  @Override
  public String toString() {
    return "UseRecoveryCode(" + userId + ")";
  }
}

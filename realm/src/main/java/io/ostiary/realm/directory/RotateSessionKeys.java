package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SessionSecrets;
import java.time.Instant;

/**
 * Makes the next key of session tokens when it is time, and forgets what concerns only tokens that
 * are over: keys and revocations. Does nothing when it is not time.
 */
public record RotateSessionKeys() implements DirectoryCommand<Boolean> {

  /** Whether there was anything to do. */
  @Override
  public Boolean carryOut(DirectoryDraft draft) {
    Instant now = draft.now();
    SessionKeys keys =
        new SessionKeys(draft.table().children(Kinds.SESSION_KEY, SessionKeyKind.INSTALLATION));
    keys.retired(now).forEach(key -> draft.remove(Kinds.SESSION_KEY, key));
    if (keys.needsNew(now)) {
      draft.put(Kinds.SESSION_KEY, fresh(draft));
    }
    Instant over = now.minus(SessionKeys.LONGEST_SESSION).minus(SessionKeys.KEPT_LONGER);
    draft
        .table()
        .children(Kinds.SESSION_REVOCATION, SessionKeyKind.INSTALLATION)
        .forEach(
            revocation -> {
              if (revocation.at().isBefore(over)) {
                draft.remove(Kinds.SESSION_REVOCATION, revocation);
              }
            });
    return !draft.changes().isEmpty();
  }

  private static SessionKey fresh(DirectoryDraft draft) {
    SessionSecrets secrets = draft.secrets().sessions();
    String id;
    do {
      id = secrets.drawKeyId();
    } while (draft.table().get(Kinds.SESSION_KEY, id) != null);
    String account =
        draft.table().children(Kinds.ACCOUNT, AccountKind.ROOT).stream()
            .filter(Account::first)
            .map(Account::id)
            .findFirst()
            .orElse("");
    return new SessionKey(id, account, draft.now(), secrets.makeKey(id));
  }
}

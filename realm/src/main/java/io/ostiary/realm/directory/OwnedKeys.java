package io.ostiary.realm.directory;

import io.ostiary.realm.credential.FreshAccessKey;
import io.ostiary.realm.credential.SealedSecret;

/**
 * The access keys of one owner.
 *
 * @param ownerId a user's unique id, the account id for its root user, or a service's
 */
record OwnedKeys(String accountId, String ownerId) {

  static OwnedKeys of(User user) {
    return new OwnedKeys(user.accountId(), user.id());
  }

  static OwnedKeys of(Account account) {
    return new OwnedKeys(account.id(), account.id());
  }

  NewAccessKey make(DirectoryDraft draft) {
    FreshAccessKey fresh = draft.secrets().make(accountId);
    while (draft.table().get(Kinds.ACCESS_KEY, fresh.id()) != null) {
      fresh = draft.secrets().make(accountId);
    }
    return new NewAccessKey(keep(draft, fresh.id(), fresh.sealed()), fresh.revealSecret());
  }

  AccessKey keep(DirectoryDraft draft, String id, SealedSecret secret) {
    if (draft.table().get(Kinds.ACCESS_KEY, id) != null) {
      throw Refusal.accessKeyExists(id);
    }
    draft
        .quotas()
        .requireWithin(
            Quota.ACCESS_KEYS_PER_USER, draft.table().count(Kinds.ACCESS_KEY, ownerId) + 1L);
    AccessKey key = new AccessKey(id, accountId, ownerId, true, draft.now());
    return draft.put(Kinds.ACCESS_KEY, new KeptAccessKey(key, secret)).key();
  }

  AccessKey turn(DirectoryDraft draft, String id, boolean active) {
    KeptAccessKey kept = find(draft, id);
    if (kept.key().active() == active) {
      return kept.key();
    }
    AccessKey turned = new AccessKey(id, accountId, ownerId, active, kept.key().createdAt());
    return draft.put(Kinds.ACCESS_KEY, new KeptAccessKey(turned, kept.secret())).key();
  }

  AccessKey delete(DirectoryDraft draft, String id) {
    return draft.remove(Kinds.ACCESS_KEY, find(draft, id)).key();
  }

  /** Another owner's key is as good as none. */
  private KeptAccessKey find(DirectoryDraft draft, String id) {
    KeptAccessKey kept = draft.table().get(Kinds.ACCESS_KEY, Names.accessKeyId(id));
    if (kept == null || !kept.key().ownerId().equals(ownerId)) {
      throw Refusal.noSuchAccessKey(id);
    }
    return kept;
  }
}

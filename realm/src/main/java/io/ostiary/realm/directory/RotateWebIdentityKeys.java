package io.ostiary.realm.directory;

import io.ostiary.realm.credential.WebIdentitySecrets.FreshKeyPair;
import java.time.Instant;
import java.util.List;

/**
 * Takes in the next key pairs of an account's web identity tokens as far as it is time for them,
 * and forgets those of which every token is over. Does nothing where such tokens are switched off.
 *
 * @param fresh made beforehand, since that takes long
 */
public record RotateWebIdentityKeys(String accountId, List<FreshKeyPair> fresh)
    implements DirectoryCommand<WebIdentityKeys> {

  public RotateWebIdentityKeys {
    fresh = List.copyOf(fresh);
  }

  /** The keys that there are then. */
  @Override
  public WebIdentityKeys carryOut(DirectoryDraft draft) {
    if (!draft.preferences(accountId).outboundFederation()) {
      return new WebIdentityKeys(List.of());
    }
    Instant now = draft.now();
    keys(draft).retired(now).forEach(key -> draft.remove(Kinds.WEB_IDENTITY_KEY, key));
    for (FreshKeyPair pair : fresh) {
      if (keys(draft).due(now).contains(pair.algorithm())) {
        draft.put(Kinds.WEB_IDENTITY_KEY, WebIdentityKey.of(pair, accountId, now));
      }
    }
    return keys(draft);
  }

  private WebIdentityKeys keys(DirectoryDraft draft) {
    return new WebIdentityKeys(draft.table().children(Kinds.WEB_IDENTITY_KEY, accountId));
  }
}

package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;

/** Gives a user an access key that was made elsewhere. */
public record ImportAccessKey(
    String accountId, String userName, String accessKeyId, SealedSecret secret)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {
    User user = draft.user(accountId, userName);
    Names.accessKeyId(accessKeyId);
    return OwnedKeys.of(user).keep(draft, accessKeyId, secret);
  }
}

package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;

/** Gives the root user an access key that was made elsewhere. */
public record ImportRootAccessKey(String accountId, String accessKeyId, SealedSecret secret)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.accessKeyId(accessKeyId);
    return OwnedKeys.of(account).keep(draft, accessKeyId, secret);
  }
}

package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;

/**
 * Gives an account back to whoever runs the installation: it is open, its root user is enabled and
 * has one access key, the one given here; all earlier ones are gone.
 */
public record RecoverRootUser(String accountId, String accessKeyId, SealedSecret secret)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    draft.put(Kinds.ACCOUNT, account.withRootEnabled(true).withOpen(true));
    for (KeptAccessKey old : draft.table().children(Kinds.ACCESS_KEY, accountId)) {
      draft.remove(Kinds.ACCESS_KEY, old);
    }
    return new ImportRootAccessKey(accountId, accessKeyId, secret).carryOut(draft);
  }
}

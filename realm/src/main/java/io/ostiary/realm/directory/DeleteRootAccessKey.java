package io.ostiary.realm.directory;

/** Deletes an access key of the root user. */
public record DeleteRootAccessKey(String accountId, String accessKeyId)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {

    return OwnedKeys.of(draft.account(accountId)).delete(draft, accessKeyId);
  }
}

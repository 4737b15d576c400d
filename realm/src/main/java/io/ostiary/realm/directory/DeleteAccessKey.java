package io.ostiary.realm.directory;

/** Deletes a user's access key. */
public record DeleteAccessKey(String accountId, String userName, String accessKeyId)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {

    return OwnedKeys.of(draft.user(accountId, userName)).delete(draft, accessKeyId);
  }
}

package io.ostiary.realm.directory;

/** Turns a user's access key on or off. */
public record UpdateAccessKey(String accountId, String userName, String accessKeyId, boolean active)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {

    return OwnedKeys.of(draft.user(accountId, userName)).turn(draft, accessKeyId, active);
  }
}

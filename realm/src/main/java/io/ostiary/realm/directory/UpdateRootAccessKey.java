package io.ostiary.realm.directory;

/** Turns an access key of the root user on or off. */
public record UpdateRootAccessKey(String accountId, String accessKeyId, boolean active)
    implements DirectoryCommand<AccessKey> {

  @Override
  public AccessKey carryOut(DirectoryDraft draft) {

    return OwnedKeys.of(draft.account(accountId)).turn(draft, accessKeyId, active);
  }
}

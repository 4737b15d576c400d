package io.ostiary.realm.directory;

/** Makes an access key for a user. */
public record CreateAccessKey(String accountId, String userName)
    implements DirectoryCommand<NewAccessKey> {

  @Override
  public NewAccessKey carryOut(DirectoryDraft draft) {

    return OwnedKeys.of(draft.user(accountId, userName)).make(draft);
  }
}

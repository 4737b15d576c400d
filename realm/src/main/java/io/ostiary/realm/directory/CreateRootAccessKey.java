package io.ostiary.realm.directory;

/** Makes an access key for the root user. */
public record CreateRootAccessKey(String accountId) implements DirectoryCommand<NewAccessKey> {

  @Override
  public NewAccessKey carryOut(DirectoryDraft draft) {

    return OwnedKeys.of(draft.account(accountId)).make(draft);
  }
}

package io.ostiary.realm.directory;

/** Makes a group. */
public record CreateGroup(String accountId, String path, String name)
    implements DirectoryCommand<Group> {

  @Override
  public Group carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.path(path);
    draft.requireRoom(IdentityName.group(accountId, name));
    return draft.put(
        Kinds.GROUP,
        new Group(draft.uniqueId("AGPA"), accountId, account.partition(), path, name, draft.now()));
  }
}

package io.ostiary.realm.directory;

/** Deletes a group that has no policies any more. */
public record DeleteGroup(String accountId, String name) implements DirectoryCommand<Group> {

  @Override
  public Group carryOut(DirectoryDraft draft) {

    Group group = draft.group(accountId, name);
    draft.requireNoPolicies(group);
    return draft.remove(Kinds.GROUP, group);
  }
}

package io.ostiary.realm.directory;

/** Deletes a group that has neither users nor policies any more. */
public record DeleteGroup(String accountId, String name) implements DirectoryCommand<Group> {

  @Override
  public Group carryOut(DirectoryDraft draft) {

    Group group = draft.group(accountId, name);
    if (draft.table().count(Kinds.MEMBERSHIP, group.id()) > 0) {
      throw Refusal.mustFirst("remove users from group");
    }
    draft.requireNoPolicies(group);
    return draft.remove(Kinds.GROUP, group);
  }
}

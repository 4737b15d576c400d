package io.ostiary.realm.directory;

/** Takes a user out of a group; if it is not in there, nothing changes. */
public record RemoveUserFromGroup(String accountId, String groupName, String userName)
    implements DirectoryCommand<Group> {

  @Override
  public Group carryOut(DirectoryDraft draft) {

    Group group = draft.group(accountId, groupName);
    User user = draft.user(accountId, userName);
    Membership membership = draft.table().get(Kinds.MEMBERSHIP, Membership.id(group, user));
    if (membership != null) {
      draft.remove(Kinds.MEMBERSHIP, membership);
    }
    return group;
  }
}

package io.ostiary.realm.directory;

/** Puts a user into a group; if it is in there already, nothing changes. */
public record AddUserToGroup(String accountId, String groupName, String userName)
    implements DirectoryCommand<Group> {

  @Override
  public Group carryOut(DirectoryDraft draft) {

    Group group = draft.group(accountId, groupName);
    User user = draft.user(accountId, userName);
    if (draft.table().get(Kinds.MEMBERSHIP, Membership.id(group, user)) == null) {
      draft.put(Kinds.MEMBERSHIP, new Membership(accountId, group.id(), user.id()));
      draft
          .quotas()
          .requireWithin(Quota.GROUPS_PER_USER, draft.table().count(Kinds.MEMBERSHIP, user.id()));
    }
    return group;
  }
}

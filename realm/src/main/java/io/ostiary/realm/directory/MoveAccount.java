package io.ostiary.realm.directory;

/** Moves an account to another place of its organisation's tree, and so under other policies. */
public record MoveAccount(
    String managementAccountId, String accountId, String sourceParentId, String destinationParentId)
    implements DirectoryCommand<MemberAccount> {

  @Override
  public MemberAccount carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    MemberAccount member =
        tree.account(accountId).orElseThrow(() -> OrganizationRefusal.noSuchAccount(accountId));
    if (!member.parentId().equals(sourceParentId)) {
      throw OrganizationRefusal.notInSource(accountId, sourceParentId);
    }
    if (!tree.isParent(destinationParentId)) {
      throw OrganizationRefusal.noSuchDestination(destinationParentId);
    }
    if (member.parentId().equals(destinationParentId)) {
      throw OrganizationRefusal.alreadyThere(accountId, destinationParentId);
    }
    return draft.put(Kinds.MEMBER_ACCOUNT, member.movedTo(destinationParentId));
  }
}

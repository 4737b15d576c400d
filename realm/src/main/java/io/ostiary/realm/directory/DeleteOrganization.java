package io.ostiary.realm.directory;

/** Deletes an organisation that holds nothing but its management account. */
public record DeleteOrganization(String managementAccountId)
    implements DirectoryCommand<Organization> {

  @Override
  public Organization carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    Organization organization = tree.organization();
    boolean empty =
        tree.accounts().size() == 1
            && tree.units().isEmpty()
            && draft.table().count(Kinds.CONTROL_POLICY, organization.id()) == 0;
    if (!empty) {
      throw OrganizationRefusal.organizationNotEmpty();
    }
    tree.targets().forEach(new ControlAttachments(draft, tree)::detachAll);
    tree.accounts().forEach(member -> draft.remove(Kinds.MEMBER_ACCOUNT, member));
    return draft.remove(Kinds.ORGANIZATION, organization);
  }
}

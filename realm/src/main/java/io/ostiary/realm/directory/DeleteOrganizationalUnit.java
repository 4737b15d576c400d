package io.ostiary.realm.directory;

/** Deletes a unit that holds nothing. */
public record DeleteOrganizationalUnit(String managementAccountId, String unitId)
    implements DirectoryCommand<OrganizationalUnit> {

  @Override
  public OrganizationalUnit carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    OrganizationalUnit unit =
        tree.unit(unitId).orElseThrow(() -> OrganizationRefusal.noSuchUnit(unitId));
    if (!tree.unitsIn(unitId).isEmpty() || !tree.accountsIn(unitId).isEmpty()) {
      throw OrganizationRefusal.unitNotEmpty(unitId);
    }
    new ControlAttachments(draft, tree).detachAll(unitId);
    return draft.remove(Kinds.ORGANIZATIONAL_UNIT, unit);
  }
}

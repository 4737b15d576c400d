package io.ostiary.realm.directory;

/** Gives a unit another name. */
public record UpdateOrganizationalUnit(String managementAccountId, String unitId, String name)
    implements DirectoryCommand<OrganizationalUnit> {

  @Override
  public OrganizationalUnit carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    OrganizationalUnit unit =
        tree.unit(unitId).orElseThrow(() -> OrganizationRefusal.noSuchUnit(unitId));
    if (unit.name().equals(name)) {
      return unit;
    }
    CreateOrganizationalUnit.requireFree(tree, unit.parentId(), name);
    return draft.put(Kinds.ORGANIZATIONAL_UNIT, unit.named(name));
  }
}

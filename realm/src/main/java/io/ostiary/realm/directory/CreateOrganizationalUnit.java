package io.ostiary.realm.directory;

/** Makes a unit in a root or another unit. */
public record CreateOrganizationalUnit(String managementAccountId, String parentId, String name)
    implements DirectoryCommand<OrganizationalUnit> {

  @Override
  public OrganizationalUnit carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    if (!tree.isParent(parentId)) {
      throw OrganizationRefusal.noSuchParent(parentId);
    }
    requireFree(tree, parentId, name);
    // The path to the parent counts the root, which the depth does not, but not the new unit.
    draft.quotas().requireWithin(Quota.UNIT_DEPTH, tree.path(parentId).size());
    draft.quotas().requireWithin(Quota.UNITS_PER_ORGANIZATION, tree.units().size() + 1L);
    Organization organization = tree.organization();
    String id =
        draft.lowerCaseId(
            "ou-" + organization.rootId().substring("r-".length()) + "-",
            OrganizationNames.UNIT_ID);
    OrganizationalUnit unit =
        new OrganizationalUnit(
            id, organization.arn("ou", id), organization.id(), managementAccountId, parentId, name);
    draft.put(Kinds.ORGANIZATIONAL_UNIT, unit);
    new ControlAttachments(draft, tree).attachFullAccess(id);
    return unit;
  }

  static void requireFree(OrganizationTree tree, String parentId, String name) {
    OrganizationNames.unit(name);
    if (tree.unitsIn(parentId).stream().anyMatch(unit -> unit.name().equals(name))) {
      throw OrganizationRefusal.unitExists(name);
    }
  }
}

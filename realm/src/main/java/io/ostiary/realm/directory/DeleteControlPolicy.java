package io.ostiary.realm.directory;

/** Deletes a control policy that is attached to nothing. */
public record DeleteControlPolicy(String managementAccountId, String policyId)
    implements DirectoryCommand<ControlPolicy> {

  @Override
  public ControlPolicy carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    KeptControlPolicy kept = UpdateControlPolicy.own(tree, policyId);
    if (!tree.targets(kept.policy()).isEmpty()) {
      throw OrganizationRefusal.policyInUse(policyId);
    }
    return draft.remove(Kinds.CONTROL_POLICY, kept).policy();
  }
}

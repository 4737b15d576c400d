package io.ostiary.realm.directory;

/** Takes a control policy away from a root, unit or account. */
public record DetachControlPolicy(String managementAccountId, String policyId, String targetId)
    implements DirectoryCommand<ControlPolicy> {

  @Override
  public ControlPolicy carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    ControlPolicy policy =
        tree.policy(policyId).orElseThrow(() -> OrganizationRefusal.noSuchPolicy(policyId));
    if (!tree.isTarget(targetId)) {
      throw OrganizationRefusal.noSuchTarget(targetId);
    }
    var attached = tree.attached(targetId, policy.type());
    if (!attached.contains(policy)) {
      throw OrganizationRefusal.notAttached(policyId, targetId);
    }
    ControlAttachment attachment =
        draft.table().get(Kinds.CONTROL_ATTACHMENT, ControlAttachment.id(targetId, policyId));
    if (attachment == null) {
      throw OrganizationRefusal.undetachable(policyId);
    }
    if (attached.size() == 1) {
      throw OrganizationRefusal.lastOfItsType(targetId);
    }
    draft.remove(Kinds.CONTROL_ATTACHMENT, attachment);
    return policy;
  }
}

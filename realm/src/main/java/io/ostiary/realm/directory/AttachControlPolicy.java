package io.ostiary.realm.directory;

/** Puts a control policy in force for a root, unit or account and everything below. */
public record AttachControlPolicy(String managementAccountId, String policyId, String targetId)
    implements DirectoryCommand<ControlPolicy> {

  @Override
  public ControlPolicy carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    ControlPolicy policy =
        tree.policy(policyId).orElseThrow(() -> OrganizationRefusal.noSuchPolicy(policyId));
    if (!tree.isTarget(targetId)) {
      throw OrganizationRefusal.noSuchTarget(targetId);
    }
    if (!tree.isEnabled(policy.type())) {
      throw OrganizationRefusal.typeNotEnabled(policy.type());
    }
    var attached = tree.attached(targetId, policy.type());
    if (attached.contains(policy)) {
      throw OrganizationRefusal.attachedAlready(policyId, targetId);
    }
    draft.quotas().requireWithin(Quota.CONTROL_POLICIES_PER_TARGET, attached.size() + 1L);
    new ControlAttachments(draft, tree).attach(targetId, policyId);
    return policy;
  }
}

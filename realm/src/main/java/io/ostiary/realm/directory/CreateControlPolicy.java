package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;

/** Makes a service control or resource control policy, attached to nothing yet. */
public record CreateControlPolicy(
    String managementAccountId,
    ControlPolicyType type,
    String name,
    String description,
    String text)
    implements DirectoryCommand<ControlPolicy> {

  @Override
  public ControlPolicy carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    Organization organization = tree.organization();
    requireFree(draft, tree, name);
    OrganizationNames.description(description);
    Policy policy = parse(draft, type, text);
    draft
        .quotas()
        .requireWithin(
            Quota.CONTROL_POLICIES_PER_ORGANIZATION,
            draft.table().count(Kinds.CONTROL_POLICY, organization.id()) + 1L);
    String id = draft.lowerCaseId("p-", OrganizationNames.POLICY_ID);
    String arn = organization.arn("policy", type.word() + "/" + id);
    ControlPolicy made = new ControlPolicy(id, arn, type, name, description, policy);
    draft.put(
        Kinds.CONTROL_POLICY,
        new KeptControlPolicy(
            organization.id(), managementAccountId, draft.uniqueId("ANVA"), made));
    return made;
  }

  static void requireFree(DirectoryDraft draft, OrganizationTree tree, String name) {
    OrganizationNames.policy(name);
    boolean taken =
        draft.table().named(Kinds.CONTROL_POLICY, tree.organization().managementAccountId(), name)
            != null;
    for (ControlPolicyType type : ControlPolicyType.values()) {
      taken |= Kind.fold(type.fullAccessName()).equals(Kind.fold(name));
    }
    if (taken) {
      throw OrganizationRefusal.policyExists(name);
    }
  }

  /** Organizations counts every character, white space included. */
  static Policy parse(DirectoryDraft draft, ControlPolicyType type, String text) {
    draft.quotas().requireWithin(Quota.CONTROL_POLICY_SIZE, text.codePointCount(0, text.length()));
    return DirectoryDraft.parse(text, type.documentType());
  }
}

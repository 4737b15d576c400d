package io.ostiary.realm.directory;

import java.util.EnumSet;
import java.util.Set;

/**
 * Puts a type of control policy in force. Every target begins with the policy that allows
 * everything, so nothing is denied until another one is attached.
 */
public record EnableControlPolicies(
    String managementAccountId, String rootId, ControlPolicyType type)
    implements DirectoryCommand<Organization> {

  @Override
  public Organization carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    requireRoot(tree, rootId);
    if (tree.isEnabled(type)) {
      throw OrganizationRefusal.typeEnabled(type);
    }
    Set<ControlPolicyType> enabled = EnumSet.of(type);
    enabled.addAll(tree.organization().enabled());
    Organization changed = draft.put(Kinds.ORGANIZATION, tree.organization().with(enabled));
    if (type == ControlPolicyType.SERVICE_CONTROL_POLICY) {
      OrganizationTree now = draft.organization(managementAccountId);
      now.targets().forEach(new ControlAttachments(draft, now)::attachFullAccess);
    }
    return changed;
  }

  static void requireRoot(OrganizationTree tree, String rootId) {
    if (!tree.organization().rootId().equals(rootId)) {
      throw OrganizationRefusal.noSuchRoot(rootId);
    }
  }
}

package io.ostiary.realm.directory;

import java.util.EnumSet;
import java.util.Set;

/** Takes a type of control policy out of force and detaches every policy of it. */
public record DisableControlPolicies(
    String managementAccountId, String rootId, ControlPolicyType type)
    implements DirectoryCommand<Organization> {

  @Override
  public Organization carryOut(DirectoryDraft draft) {

    OrganizationTree tree = draft.organization(managementAccountId);
    EnableControlPolicies.requireRoot(tree, rootId);
    if (!tree.isEnabled(type)) {
      throw OrganizationRefusal.typeNotEnabled(type);
    }
    ControlAttachments attachments = new ControlAttachments(draft, tree);
    tree.targets().forEach(target -> attachments.detachAll(target, type));
    Set<ControlPolicyType> enabled = EnumSet.copyOf(tree.organization().enabled());
    enabled.remove(type);
    return draft.put(Kinds.ORGANIZATION, tree.organization().with(enabled));
  }
}

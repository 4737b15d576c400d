package io.ostiary.realm.directory;

import java.util.List;

/** Attaches and detaches the control policies of an organisation in a draft. */
record ControlAttachments(DirectoryDraft draft, OrganizationTree tree) {

  void attach(String targetId, String policyId) {
    Organization organization = tree.organization();
    draft.put(
        Kinds.CONTROL_ATTACHMENT,
        new ControlAttachment(
            organization.id(), organization.managementAccountId(), targetId, policyId));
  }

  /** Lets a new target, or every target of a type newly in force, begin with everything allowed. */
  void attachFullAccess(String targetId) {
    ControlPolicyType type = ControlPolicyType.SERVICE_CONTROL_POLICY;
    if (tree.isEnabled(type)) {
      attach(targetId, type.fullAccessId());
    }
  }

  void detachAll(String targetId) {
    for (ControlPolicyType type : ControlPolicyType.values()) {
      detachAll(targetId, type);
    }
  }

  void detachAll(String targetId, ControlPolicyType type) {
    List<String> ids = tree.attached(targetId, type).stream().map(ControlPolicy::id).toList();
    for (ControlAttachment attachment :
        draft.table().children(Kinds.CONTROL_ATTACHMENT, targetId)) {
      if (ids.contains(attachment.policyId())) {
        draft.remove(Kinds.CONTROL_ATTACHMENT, attachment);
      }
    }
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class ControlAttachmentKind implements Kind<ControlAttachment> {
  @Override
  public String tag() {
    return "control-attachment";
  }

  @Override
  public String id(ControlAttachment attachment) {
    return attachment.id();
  }

  @Override
  public String accountId(ControlAttachment attachment) {
    return attachment.managementAccountId();
  }

  @Override
  public List<String> parents(ControlAttachment attachment) {
    return List.of(
        attachment.targetId(),
        ControlAttachment.policyParent(attachment.organizationId(), attachment.policyId()));
  }

  @Override
  public void write(ControlAttachment attachment, ObjectNode row) {
    row.put("organization", attachment.organizationId())
        .put("target", attachment.targetId())
        .put("policy", attachment.policyId());
  }

  @Override
  public ControlAttachment read(Row row) {
    return new ControlAttachment(
        row.text("organization"), row.accountId(), row.text("target"), row.text("policy"));
  }
}

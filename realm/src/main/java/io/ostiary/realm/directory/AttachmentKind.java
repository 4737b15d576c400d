package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class AttachmentKind implements Kind<Attachment> {
  @Override
  public String tag() {
    return "attachment";
  }

  @Override
  public String id(Attachment attachment) {
    return Attachment.id(attachment.principalId(), attachment.policyId());
  }

  @Override
  public String accountId(Attachment attachment) {
    return attachment.accountId();
  }

  @Override
  public List<String> parents(Attachment attachment) {
    return List.of(
        attachment.principalId(), Attachment.of(attachment.accountId(), attachment.policyId()));
  }

  @Override
  public void write(Attachment attachment, ObjectNode row) {
    row.put("principal", attachment.principalId()).put("policy", attachment.policyId());
  }

  @Override
  public Attachment read(Row row) {
    return new Attachment(row.accountId(), row.text("principal"), row.text("policy"));
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class PermissionsBoundaryKind implements Kind<PermissionsBoundary> {
  @Override
  public String tag() {
    return "boundary";
  }

  @Override
  public String id(PermissionsBoundary boundary) {
    return boundary.identityId();
  }

  @Override
  public String accountId(PermissionsBoundary boundary) {
    return boundary.accountId();
  }

  @Override
  public List<String> parents(PermissionsBoundary boundary) {
    return List.of(Attachment.of(boundary.accountId(), boundary.policyId()));
  }

  @Override
  public void write(PermissionsBoundary boundary, ObjectNode row) {
    row.put("policy", boundary.policyId());
  }

  @Override
  public PermissionsBoundary read(Row row) {
    return new PermissionsBoundary(row.accountId(), row.id(), row.text("policy"));
  }
}

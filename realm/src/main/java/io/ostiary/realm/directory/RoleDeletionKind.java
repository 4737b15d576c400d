package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class RoleDeletionKind implements Kind<RoleDeletion> {
  @Override
  public String tag() {
    return "role-deletion";
  }

  @Override
  public String id(RoleDeletion deletion) {
    return deletion.taskId();
  }

  @Override
  public String accountId(RoleDeletion deletion) {
    return deletion.accountId();
  }

  @Override
  public List<String> parents(RoleDeletion deletion) {
    return List.of(deletion.accountId());
  }

  @Override
  public void write(RoleDeletion deletion, ObjectNode row) {
    row.put("deletedAt", deletion.deletedAt().toString());
  }

  @Override
  public RoleDeletion read(Row row) {
    return new RoleDeletion(row.id(), row.accountId(), row.time("deletedAt"));
  }
}

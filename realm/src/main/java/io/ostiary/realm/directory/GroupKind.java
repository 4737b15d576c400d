package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

final class GroupKind implements Kind<Group> {
  @Override
  public String tag() {
    return "group";
  }

  @Override
  public String id(Group group) {
    return group.id();
  }

  @Override
  public String accountId(Group group) {
    return group.accountId();
  }

  @Override
  public Optional<String> name(Group group) {
    return Optional.of(group.name());
  }

  @Override
  public List<String> parents(Group group) {
    return List.of(group.accountId());
  }

  @Override
  public void write(Group group, ObjectNode row) {
    row.put("partition", group.partition())
        .put("path", group.path())
        .put("name", group.name())
        .put("createdAt", group.createdAt().toString());
  }

  @Override
  public Group read(Row row) {
    return new Group(
        row.id(),
        row.accountId(),
        row.text("partition"),
        row.text("path"),
        row.text("name"),
        row.time("createdAt"));
  }
}

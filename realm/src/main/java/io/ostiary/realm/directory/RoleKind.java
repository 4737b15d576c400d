package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class RoleKind implements Kind<Role> {
  @Override
  public String tag() {
    return "role";
  }

  @Override
  public String id(Role role) {
    return role.id();
  }

  @Override
  public String accountId(Role role) {
    return role.accountId();
  }

  @Override
  public Optional<String> name(Role role) {
    return Optional.of(role.name());
  }

  @Override
  public List<String> parents(Role role) {
    return List.of(role.accountId());
  }

  @Override
  public void write(Role role, ObjectNode row) {
    row.put("partition", role.partition())
        .put("path", role.path())
        .put("name", role.name())
        .put("createdAt", role.createdAt().toString())
        .put("description", role.description())
        .put("maxSessionSeconds", role.maxSessionDuration().toSeconds());
    ObjectNode tags = row.putObject("tags");
    role.tags().forEach(tags::put);
  }

  @Override
  public Role read(Row row) {
    return new Role(
        row.id(),
        row.accountId(),
        row.text("partition"),
        row.text("path"),
        row.text("name"),
        row.time("createdAt"),
        row.text("description"),
        Duration.ofSeconds(row.number("maxSessionSeconds")),
        row.texts("tags"));
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class InstanceProfileKind implements Kind<InstanceProfile> {
  @Override
  public String tag() {
    return "instance-profile";
  }

  @Override
  public String id(InstanceProfile profile) {
    return profile.id();
  }

  @Override
  public String accountId(InstanceProfile profile) {
    return profile.accountId();
  }

  @Override
  public Optional<String> name(InstanceProfile profile) {
    return Optional.of(profile.name());
  }

  @Override
  public List<String> parents(InstanceProfile profile) {
    List<String> parents = new ArrayList<>(List.of(profile.accountId()));
    profile.roleId().ifPresent(parents::add);
    return parents;
  }

  @Override
  public void write(InstanceProfile profile, ObjectNode row) {
    row.put("partition", profile.partition())
        .put("path", profile.path())
        .put("name", profile.name())
        .put("createdAt", profile.createdAt().toString());
    profile.roleId().ifPresent(role -> row.put("role", role));
    ObjectNode tags = row.putObject("tags");
    profile.tags().forEach(tags::put);
  }

  @Override
  public InstanceProfile read(Row row) {
    return new InstanceProfile(
        row.id(),
        row.accountId(),
        row.text("partition"),
        row.text("path"),
        row.text("name"),
        row.has("role") ? Optional.of(row.text("role")) : Optional.empty(),
        row.time("createdAt"),
        row.texts("tags"));
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

final class ManagedPolicyKind implements Kind<KeptManagedPolicy> {
  @Override
  public String tag() {
    return "managed-policy";
  }

  @Override
  public String id(KeptManagedPolicy kept) {
    return kept.policy().id();
  }

  @Override
  public String accountId(KeptManagedPolicy kept) {
    return kept.policy().accountId();
  }

  @Override
  public Optional<String> name(KeptManagedPolicy kept) {
    return Optional.of(kept.policy().name());
  }

  @Override
  public List<String> parents(KeptManagedPolicy kept) {
    return List.of(kept.policy().accountId());
  }

  @Override
  public void write(KeptManagedPolicy kept, ObjectNode row) {
    ManagedPolicy policy = kept.policy();
    row.put("partition", policy.partition())
        .put("path", policy.path())
        .put("name", policy.name())
        .put("description", policy.description())
        .put("defaultVersion", policy.defaultVersionId())
        .put("lastVersion", kept.lastVersion())
        .put("createdAt", policy.createdAt().toString())
        .put("updatedAt", policy.updatedAt().toString());
    ObjectNode tags = row.putObject("tags");
    policy.tags().forEach(tags::put);
  }

  @Override
  public KeptManagedPolicy read(Row row) {
    return new KeptManagedPolicy(
        new ManagedPolicy(
            row.id(),
            row.accountId(),
            row.text("partition"),
            row.text("path"),
            row.text("name"),
            row.text("description"),
            row.text("defaultVersion"),
            row.time("createdAt"),
            row.time("updatedAt"),
            row.texts("tags")),
        (int) row.number("lastVersion"));
  }
}

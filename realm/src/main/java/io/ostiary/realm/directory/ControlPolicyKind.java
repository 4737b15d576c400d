package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

final class ControlPolicyKind implements Kind<KeptControlPolicy> {
  @Override
  public String tag() {
    return "control-policy";
  }

  @Override
  public String id(KeptControlPolicy kept) {
    return kept.policy().id();
  }

  @Override
  public String accountId(KeptControlPolicy kept) {
    return kept.managementAccountId();
  }

  @Override
  public Optional<String> name(KeptControlPolicy kept) {
    return Optional.of(kept.policy().name());
  }

  @Override
  public List<String> parents(KeptControlPolicy kept) {
    return List.of(kept.organizationId());
  }

  @Override
  public void write(KeptControlPolicy kept, ObjectNode row) {
    ControlPolicy policy = kept.policy();
    row.put("organization", kept.organizationId())
        .put("version", kept.versionId())
        .put("arn", policy.arn())
        .put("type", policy.type().name())
        .put("name", policy.name())
        .put("description", policy.description())
        .put("document", policy.policy().text());
  }

  @Override
  public KeptControlPolicy read(Row row) {
    ControlPolicyType type = row.oneOf("type", ControlPolicyType.class);
    return new KeptControlPolicy(
        row.text("organization"),
        row.accountId(),
        row.text("version"),
        new ControlPolicy(
            row.id(),
            row.text("arn"),
            type,
            row.text("name"),
            row.text("description"),
            row.policy("document", type.documentType())));
  }
}

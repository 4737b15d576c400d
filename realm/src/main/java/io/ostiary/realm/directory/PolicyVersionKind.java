package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import java.util.Optional;

final class PolicyVersionKind implements Kind<PolicyVersion> {
  @Override
  public String tag() {
    return "policy-version";
  }

  @Override
  public String id(PolicyVersion version) {
    return version.globalId();
  }

  @Override
  public String accountId(PolicyVersion version) {
    return version.accountId();
  }

  @Override
  public List<String> parents(PolicyVersion version) {
    return List.of(version.policyId());
  }

  @Override
  public void write(PolicyVersion version, ObjectNode row) {
    row.put("policy", version.policyId())
        .put("version", version.id())
        .put("document", version.policy().text())
        .put("createdAt", version.createdAt().toString());
  }

  @Override
  public Optional<Policy> deferred(PolicyVersion version) {
    return Optional.of(version.policy());
  }

  @Override
  public PolicyVersion read(Row row) {
    return new PolicyVersion(
        row.text("policy"),
        row.accountId(),
        row.text("version"),
        Policy.deferred(row.text("document"), PolicyType.IDENTITY),
        row.time("createdAt"));
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.util.List;

final class TrustPolicyKind implements Kind<KeptTrustPolicy> {
  @Override
  public String tag() {
    return "trust-policy";
  }

  @Override
  public String id(KeptTrustPolicy kept) {
    return kept.roleId();
  }

  @Override
  public String accountId(KeptTrustPolicy kept) {
    return kept.accountId();
  }

  /** It is found by its role's id, which is its own. */
  @Override
  public List<String> parents(KeptTrustPolicy kept) {
    return List.of();
  }

  @Override
  public void write(KeptTrustPolicy kept, ObjectNode row) {
    row.put("version", kept.versionId()).put("document", kept.pinned().policy().text());
    ObjectNode pins = row.putObject("pins");
    kept.pinned().pins().idsByName().forEach(pins::put);
  }

  @Override
  public KeptTrustPolicy read(Row row) {
    return new KeptTrustPolicy(
        row.text("version"),
        row.id(),
        row.accountId(),
        PinnedPolicy.of(
            row.policy("document", PolicyType.TRUST), new PrincipalPins(row.texts("pins"))));
  }
}

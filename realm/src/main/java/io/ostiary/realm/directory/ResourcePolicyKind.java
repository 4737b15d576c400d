package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.util.List;

final class ResourcePolicyKind implements Kind<KeptResourcePolicy> {

  /** An ARN may be longer than a row's id. */
  static String id(String resourceArn) {
    return Digests.sha256(resourceArn);
  }

  @Override
  public String tag() {
    return "resource-policy";
  }

  @Override
  public String id(KeptResourcePolicy kept) {
    return id(kept.resourceArn());
  }

  @Override
  public String accountId(KeptResourcePolicy kept) {
    return kept.accountId();
  }

  @Override
  public List<String> parents(KeptResourcePolicy kept) {
    return List.of(kept.resourceArn());
  }

  @Override
  public void write(KeptResourcePolicy kept, ObjectNode row) {
    row.put("resource", kept.resourceArn())
        .put("version", kept.versionId())
        .put("document", kept.pinned().policy().text());
    ObjectNode pins = row.putObject("pins");
    kept.pinned().pins().idsByName().forEach(pins::put);
  }

  @Override
  public KeptResourcePolicy read(Row row) {
    return new KeptResourcePolicy(
        row.text("version"),
        row.text("resource"),
        row.accountId(),
        PinnedPolicy.of(
            row.policy("document", PolicyType.RESOURCE), new PrincipalPins(row.texts("pins"))));
  }
}

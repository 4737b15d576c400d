package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import java.util.List;
import java.util.Optional;

final class InlinePolicyKind implements Kind<KeptInlinePolicy> {
  static String id(String ownerId, String name) {
    return ownerId + '/' + Kind.fold(name);
  }

  @Override
  public String tag() {
    return "inline-policy";
  }

  @Override
  public String id(KeptInlinePolicy kept) {
    return id(kept.policy().ownerId(), kept.policy().name());
  }

  @Override
  public String accountId(KeptInlinePolicy kept) {
    return kept.accountId();
  }

  @Override
  public List<String> parents(KeptInlinePolicy kept) {
    return List.of(kept.policy().ownerId());
  }

  @Override
  public void write(KeptInlinePolicy kept, ObjectNode row) {
    row.put("owner", kept.policy().ownerId())
        .put("name", kept.policy().name())
        .put("version", kept.versionId())
        .put("document", kept.policy().policy().text());
  }

  @Override
  public Optional<Policy> deferred(KeptInlinePolicy kept) {
    return Optional.of(kept.policy().policy());
  }

  @Override
  public KeptInlinePolicy read(Row row) {
    return new KeptInlinePolicy(
        row.accountId(),
        row.text("version"),
        new InlinePolicy(
            row.text("owner"),
            row.text("name"),
            Policy.deferred(row.text("document"), PolicyType.IDENTITY)));
  }
}

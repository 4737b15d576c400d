package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.PolicyType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

final class ResourcePolicyKind implements Kind<KeptResourcePolicy> {

  /** An ARN may be longer than a row's id. */
  static String id(String resourceArn) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(resourceArn.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  @Override
  public String tag() {
    return "resource-policy";
  }

  @Override
  public String id(KeptResourcePolicy kept) {
    return id(kept.policy().resourceArn());
  }

  @Override
  public String accountId(KeptResourcePolicy kept) {
    return kept.policy().accountId();
  }

  @Override
  public List<String> parents(KeptResourcePolicy kept) {
    return List.of(kept.policy().resourceArn());
  }

  @Override
  public void write(KeptResourcePolicy kept, ObjectNode row) {
    row.put("resource", kept.policy().resourceArn())
        .put("version", kept.versionId())
        .put("document", kept.policy().policy().text());
    ObjectNode pins = row.putObject("pins");
    kept.pins().idsByArn().forEach(pins::put);
  }

  @Override
  public KeptResourcePolicy read(Row row) {
    return KeptResourcePolicy.of(
        row.text("version"),
        new ResourcePolicy(
            row.text("resource"), row.accountId(), row.policy("document", PolicyType.RESOURCE)),
        new PrincipalPins(row.texts("pins")));
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class SamlMetadataPartKind implements Kind<SamlMetadataPart> {
  @Override
  public String tag() {
    return "saml-metadata-part";
  }

  @Override
  public String id(SamlMetadataPart part) {
    return part.providerId() + '/' + part.index();
  }

  @Override
  public String accountId(SamlMetadataPart part) {
    return part.accountId();
  }

  @Override
  public List<String> parents(SamlMetadataPart part) {
    return List.of(part.providerId());
  }

  @Override
  public void write(SamlMetadataPart part, ObjectNode row) {
    row.put("provider", part.providerId()).put("index", part.index()).put("text", part.text());
  }

  @Override
  public SamlMetadataPart read(Row row) {
    return new SamlMetadataPart(
        row.text("provider"), row.accountId(), (int) row.number("index"), row.text("text"));
  }
}

package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

final class SamlProviderKind implements Kind<SamlProvider> {
  @Override
  public String tag() {
    return "saml-provider";
  }

  @Override
  public String id(SamlProvider provider) {
    return provider.id();
  }

  @Override
  public String accountId(SamlProvider provider) {
    return provider.accountId();
  }

  @Override
  public Optional<String> name(SamlProvider provider) {
    return Optional.of(provider.name());
  }

  @Override
  public List<String> parents(SamlProvider provider) {
    return List.of(provider.accountId());
  }

  @Override
  public void write(SamlProvider provider, ObjectNode row) {
    row.put("partition", provider.partition())
        .put("name", provider.name())
        .put("issuer", provider.issuer())
        .put("createdAt", provider.createdAt().toString());
    provider.validUntil().ifPresent(until -> row.put("validUntil", until.toString()));
    ObjectNode tags = row.putObject("tags");
    provider.tags().forEach(tags::put);
  }

  @Override
  public SamlProvider read(Row row) {
    return new SamlProvider(
        row.id(),
        row.accountId(),
        row.text("partition"),
        row.text("name"),
        row.text("issuer"),
        row.has("validUntil") ? Optional.of(row.time("validUntil")) : Optional.empty(),
        row.time("createdAt"),
        row.texts("tags"));
  }
}

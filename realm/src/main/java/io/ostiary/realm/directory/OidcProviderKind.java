package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class OidcProviderKind implements Kind<OidcProvider> {

  /** Issuers that differ by case only are one here, since condition keys are told by them. */
  static String id(String accountId, String issuer) {
    return accountId + '/' + Kind.fold(IssuerUrl.withoutScheme(issuer));
  }

  @Override
  public String tag() {
    return "oidc-provider";
  }

  @Override
  public String id(OidcProvider provider) {
    return id(provider.accountId(), provider.issuer());
  }

  @Override
  public String accountId(OidcProvider provider) {
    return provider.accountId();
  }

  @Override
  public List<String> parents(OidcProvider provider) {
    return List.of(provider.accountId());
  }

  @Override
  public void write(OidcProvider provider, ObjectNode row) {
    row.put("partition", provider.partition())
        .put("issuer", provider.issuer())
        .put("createdAt", provider.createdAt().toString());
    ArrayNode clientIds = row.putArray("clientIds");
    provider.clientIds().forEach(clientIds::add);
    ArrayNode thumbprints = row.putArray("thumbprints");
    provider.thumbprints().forEach(thumbprints::add);
    ObjectNode tags = row.putObject("tags");
    provider.tags().forEach(tags::put);
  }

  @Override
  public OidcProvider read(Row row) {
    return new OidcProvider(
        row.accountId(),
        row.text("partition"),
        row.text("issuer"),
        row.list("clientIds"),
        row.list("thumbprints"),
        row.time("createdAt"),
        row.texts("tags"));
  }
}

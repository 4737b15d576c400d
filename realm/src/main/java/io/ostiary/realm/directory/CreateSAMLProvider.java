package io.ostiary.realm.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes an issuer of SAML assertions known to an account. */
public record CreateSAMLProvider(
    String accountId, String name, String metadata, Map<String, String> tags)
    implements DirectoryCommand<SamlProvider> {

  public CreateSAMLProvider {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public SamlProvider carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    Names.samlProvider(name);
    Tags.checked(tags, Quota.TAGS_PER_SAML_PROVIDER, draft.quotas());
    SamlSettings.of(tags);
    SamlMetadata read = SamlMetadata.read(metadata, draft.now());
    if (draft.table().named(Kinds.SAML_PROVIDER, accountId, name) != null) {
      throw Refusal.samlProviderExists(name);
    }
    SamlProvider provider =
        draft.put(
            Kinds.SAML_PROVIDER,
            new SamlProvider(
                draft.uniqueId("ASAML"),
                accountId,
                account.partition(),
                name,
                read.entityId(),
                read.validUntil(),
                draft.now(),
                tags));
    draft
        .quotas()
        .requireWithin(
            Quota.SAML_PROVIDERS_PER_ACCOUNT, draft.table().count(Kinds.SAML_PROVIDER, accountId));
    SamlMetadataPart.of(provider, metadata)
        .forEach(part -> draft.put(Kinds.SAML_METADATA_PART, part));
    return provider;
  }

  @Override
  public String toString() {
    return "CreateSAMLProvider[accountId=" + accountId + ", name=" + name + ']';
  }
}

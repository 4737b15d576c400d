package io.ostiary.realm.directory;

/** Replaces the metadata of a SAML provider. */
public record UpdateSAMLProvider(String accountId, String providerArn, String metadata)
    implements DirectoryCommand<SamlProvider> {

  @Override
  public SamlProvider carryOut(DirectoryDraft draft) {

    SamlProvider provider = draft.samlProvider(accountId, providerArn);
    SamlMetadata read = SamlMetadata.read(metadata, draft.now());
    DeleteSAMLProvider.removeMetadata(provider, draft);
    SamlMetadataPart.of(provider, metadata)
        .forEach(part -> draft.put(Kinds.SAML_METADATA_PART, part));
    return draft.put(Kinds.SAML_PROVIDER, provider.with(read));
  }

  @Override
  public String toString() {
    return "UpdateSAMLProvider[accountId=" + accountId + ", providerArn=" + providerArn + ']';
  }
}

package io.ostiary.realm.directory;

/**
 * Makes an account forget an issuer of assertions. Roles that trust it stay as they are, and can be
 * assumed that way no longer.
 */
public record DeleteSAMLProvider(String accountId, String providerArn)
    implements DirectoryCommand<SamlProvider> {

  @Override
  public SamlProvider carryOut(DirectoryDraft draft) {

    SamlProvider provider = draft.samlProvider(accountId, providerArn);
    removeMetadata(provider, draft);
    return draft.remove(Kinds.SAML_PROVIDER, provider);
  }

  static void removeMetadata(SamlProvider provider, DirectoryDraft draft) {
    draft
        .table()
        .children(Kinds.SAML_METADATA_PART, provider.id())
        .forEach(part -> draft.remove(Kinds.SAML_METADATA_PART, part));
  }
}

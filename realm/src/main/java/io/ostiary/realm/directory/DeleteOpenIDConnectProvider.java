package io.ostiary.realm.directory;

/**
 * Makes an account forget an issuer. Roles that trust it stay as they are, and can be assumed that
 * way no longer.
 */
public record DeleteOpenIDConnectProvider(String accountId, String providerArn)
    implements DirectoryCommand<OidcProvider> {

  @Override
  public OidcProvider carryOut(DirectoryDraft draft) {
    return draft.remove(Kinds.OIDC_PROVIDER, draft.oidcProvider(accountId, providerArn));
  }
}

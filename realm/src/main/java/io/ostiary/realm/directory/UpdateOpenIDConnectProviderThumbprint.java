package io.ostiary.realm.directory;

import java.util.List;

/** Replaces all certificate digests of a provider. */
public record UpdateOpenIDConnectProviderThumbprint(
    String accountId, String providerArn, List<String> thumbprints)
    implements DirectoryCommand<OidcProvider> {

  public UpdateOpenIDConnectProviderThumbprint {
    thumbprints = List.copyOf(thumbprints);
  }

  @Override
  public OidcProvider carryOut(DirectoryDraft draft) {

    OidcProvider provider = draft.oidcProvider(accountId, providerArn);
    if (thumbprints.isEmpty()) {
      throw Refusal.violated("thumbprintList", "have length greater than or equal to 1");
    }
    return draft.put(
        Kinds.OIDC_PROVIDER, provider.withThumbprints(Thumbprints.checked(thumbprints)));
  }
}

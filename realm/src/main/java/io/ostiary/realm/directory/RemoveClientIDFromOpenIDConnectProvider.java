package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.List;

/** Lets tokens for an audience count no longer; if they do not, nothing changes. */
public record RemoveClientIDFromOpenIDConnectProvider(
    String accountId, String providerArn, String clientId)
    implements DirectoryCommand<OidcProvider> {

  @Override
  public OidcProvider carryOut(DirectoryDraft draft) {

    OidcProvider provider = draft.oidcProvider(accountId, providerArn);
    List<String> fewer = new ArrayList<>(provider.clientIds());
    if (!fewer.remove(clientId)) {
      return provider;
    }
    return draft.put(
        Kinds.OIDC_PROVIDER, provider.withClientIds(Audiences.checked(fewer, draft.quotas())));
  }
}

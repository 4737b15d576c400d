package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.List;

/** Lets tokens for one more audience count; if they do already, nothing changes. */
public record AddClientIDToOpenIDConnectProvider(
    String accountId, String providerArn, String clientId)
    implements DirectoryCommand<OidcProvider> {

  @Override
  public OidcProvider carryOut(DirectoryDraft draft) {

    OidcProvider provider = draft.oidcProvider(accountId, providerArn);
    if (provider.clientIds().contains(clientId)) {
      return provider;
    }
    List<String> more = new ArrayList<>(provider.clientIds());
    more.add(clientId);
    return draft.put(
        Kinds.OIDC_PROVIDER, provider.withClientIds(Audiences.checked(more, draft.quotas())));
  }
}

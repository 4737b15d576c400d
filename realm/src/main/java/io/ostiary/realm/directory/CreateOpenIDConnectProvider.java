package io.ostiary.realm.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes an issuer of OpenID Connect tokens known to an account. */
public record CreateOpenIDConnectProvider(
    String accountId,
    String url,
    List<String> clientIds,
    List<String> thumbprints,
    Map<String, String> tags)
    implements DirectoryCommand<OidcProvider> {

  public CreateOpenIDConnectProvider {
    clientIds = List.copyOf(clientIds);
    thumbprints = List.copyOf(thumbprints);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public OidcProvider carryOut(DirectoryDraft draft) {

    Account account = draft.account(accountId);
    OidcProvider provider =
        new OidcProvider(
            accountId,
            account.partition(),
            IssuerUrl.checked(url),
            Audiences.checked(clientIds, draft.quotas()),
            Thumbprints.checked(thumbprints),
            draft.now(),
            Tags.checked(tags, Quota.TAGS_PER_OIDC_PROVIDER, draft.quotas()));
    OidcSettings.of(tags);
    if (draft.table().get(Kinds.OIDC_PROVIDER, Kinds.OIDC_PROVIDER.id(provider)) != null) {
      throw Refusal.oidcProviderExists(url);
    }
    draft.put(Kinds.OIDC_PROVIDER, provider);
    draft
        .quotas()
        .requireWithin(
            Quota.OIDC_PROVIDERS_PER_ACCOUNT, draft.table().count(Kinds.OIDC_PROVIDER, accountId));
    return provider;
  }
}

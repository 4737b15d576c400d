package io.ostiary.realm.directory;

import java.util.Map;

/** An OpenID Connect provider of an account. */
public record TaggedOidcProvider(String accountId, String providerArn) implements Tagged {

  @Override
  public Quota quota() {
    return Quota.TAGS_PER_OIDC_PROVIDER;
  }

  @Override
  public Map<String, String> tags(DirectoryDraft draft) {
    return draft.oidcProvider(accountId, providerArn).tags();
  }

  @Override
  public void retag(DirectoryDraft draft, Map<String, String> tags) {
    draft.put(Kinds.OIDC_PROVIDER, draft.oidcProvider(accountId, providerArn).withTags(tags));
  }
}

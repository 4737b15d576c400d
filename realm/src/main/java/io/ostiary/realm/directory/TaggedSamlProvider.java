package io.ostiary.realm.directory;

import java.util.Map;

/** A SAML provider of an account. */
public record TaggedSamlProvider(String accountId, String providerArn) implements Tagged {

  @Override
  public Quota quota() {
    return Quota.TAGS_PER_SAML_PROVIDER;
  }

  @Override
  public Map<String, String> tags(DirectoryDraft draft) {
    return draft.samlProvider(accountId, providerArn).tags();
  }

  @Override
  public void retag(DirectoryDraft draft, Map<String, String> tags) {
    draft.put(Kinds.SAML_PROVIDER, draft.samlProvider(accountId, providerArn).withTags(tags));
  }
}

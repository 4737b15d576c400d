package io.ostiary.realm.directory;

import java.util.Optional;

/** The canonical user ids of the accounts in a live directory, one of which is the own. */
public record LiveCanonicalIds(LiveDirectory directory, String accountId) implements CanonicalIds {

  @Override
  public String own() {
    return directory.snapshot().account(accountId).orElseThrow().canonicalUserId();
  }

  @Override
  public Optional<String> accountId(String canonicalId) {
    return directory.snapshot().accountByCanonicalId(canonicalId).map(Account::id);
  }
}

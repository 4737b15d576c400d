package io.ostiary.depot;

import io.ostiary.realm.directory.CanonicalIds;
import java.util.Optional;

/** Two accounts, the first of which is the installation's own. */
public final class IdsInMemory implements CanonicalIds {
  static final String OWN = "1".repeat(64);
  static final String OTHER = "2".repeat(64);

  @Override
  public String own() {
    return OWN;
  }

  @Override
  public Optional<String> accountId(String canonicalId) {
    return canonicalId.equals(OWN)
        ? Optional.of("111122223333")
        : Optional.of("444455556666").filter(account -> canonicalId.equals(OTHER));
  }
}

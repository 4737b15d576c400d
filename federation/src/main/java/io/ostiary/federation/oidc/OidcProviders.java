package io.ostiary.federation.oidc;

import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OidcProvider;
import org.jspecify.annotations.Nullable;

/** Finds an account's provider by issuer, exactly as tokens state it. */
public interface OidcProviders {

  /** Null if the account knows no such issuer. */
  @Nullable OidcProvider find(String accountId, String issuer);

  /** Those in a directory. */
  static OidcProviders in(Directory directory) {
    return (accountId, issuer) ->
        directory
            .oidcProvider(accountId, issuer)
            .filter(provider -> provider.issuer().equals(issuer))
            .orElse(null);
  }
}

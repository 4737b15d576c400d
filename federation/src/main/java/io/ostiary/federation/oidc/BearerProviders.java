package io.ostiary.federation.oidc;

import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OidcProvider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The providers of all accounts that take tokens with requests. */
public interface BearerProviders extends OidcProviders {

  /** All of them. */
  List<OidcProvider> all();

  /** Those of an issuer. */
  List<OidcProvider> of(String issuer);

  /** Those in a directory. */
  static BearerProviders in(Directory directory) {
    return new BearerProviders() {
      @Override
      public List<OidcProvider> all() {
        return directory.accounts().stream()
            .filter(Account::open)
            .flatMap(account -> directory.oidcProviders(account.id()).stream())
            .filter(provider -> provider.settings().bearer().isPresent())
            .toList();
      }

      @Override
      public List<OidcProvider> of(String issuer) {
        return directory.accounts().stream()
            .filter(Account::open)
            .map(account -> directory.oidcProvider(account.id(), issuer))
            .flatMap(Optional::stream)
            .filter(provider -> provider.settings().bearer().isPresent())
            .toList();
      }

      @Override
      public @Nullable OidcProvider find(String accountId, String issuer) {
        return directory.oidcProvider(accountId, issuer).orElse(null);
      }
    };
  }
}

package io.ostiary.endpoint.login;

import io.ostiary.realm.Realm;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.IdentityProvider;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.SamlProvider;
import java.util.List;
import java.util.Optional;

/** The providers of the installation's account by which people sign in. */
final class SignInProviders {
  private final LiveDirectory live;
  private final String accountId;

  SignInProviders(Realm realm) {
    this.live = realm.directory();
    this.accountId = realm.accountId();
  }

  Directory directory() {
    return live.snapshot();
  }

  String accountId() {
    return accountId;
  }

  List<OidcProvider> oidc() {
    return directory().oidcProviders(accountId).stream()
        .filter(provider -> provider.settings().signInClient().isPresent())
        .toList();
  }

  Optional<OidcProvider> oidc(String arn) {
    return of(arn, oidc());
  }

  List<SamlProvider> saml() {
    return directory().samlProviders(accountId).stream()
        .filter(provider -> provider.settings().signIn())
        .toList();
  }

  Optional<SamlProvider> saml(String arn) {
    return of(arn, saml());
  }

  private static <P extends IdentityProvider> Optional<P> of(String arn, List<P> providers) {
    return providers.stream().filter(provider -> provider.arn().equals(arn)).findFirst();
  }
}

package io.ostiary.endpoint.sts;

import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.ProviderLogout;
import io.ostiary.realm.authentication.TokenCheck;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.Directory;
import java.util.List;
import java.util.Optional;

/** Where nothing verifies what identity providers issue, nothing holds. */
final class NoFederation implements TokenVerifier {

  @Override
  public FederatedIdentity webIdentity(String token, String accountId, Directory directory)
      throws FederationException {
    throw refused();
  }

  @Override
  public BearerIdentity bearer(String token, Directory directory) throws FederationException {
    throw refused();
  }

  @Override
  public FederatedIdentity saml(
      String response, String providerArn, Optional<String> request, Directory directory)
      throws FederationException {
    throw refused();
  }

  @Override
  public ProviderLogout logout(String token, String accountId, Directory directory)
      throws FederationException {
    throw refused();
  }

  private static FederationException refused() {
    return new FederationException(
        FederationException.Code.INVALID_IDENTITY_TOKEN,
        List.of(new TokenCheck("federation", "a verifier", "none", false)));
  }
}

package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.Directory;
import java.util.Optional;

/**
 * Verifies what outside identity providers issue. The realm knows no more of it than this.
 *
 * <p>A provider belongs to an account, and two accounts may know the same issuer, each on terms of
 * its own; therefore it is always one account's provider that judges. Whoever asks for a role asks
 * that role's account.
 */
public interface TokenVerifier {

  /**
   * Verifies an OpenID Connect token in its compact form, by the account's provider of its issuer.
   * The same token may be verified any number of times.
   *
   * @throws FederationException if the token does not hold
   */
  FederatedIdentity webIdentity(String token, String accountId, Directory directory)
      throws FederationException;

  /**
   * Verifies a token that comes with a request itself, by the one provider of all accounts that
   * takes such of its issuer and for its audience.
   *
   * @throws FederationException if it does not hold, or makes whoever shows it no role
   */
  BearerIdentity bearer(String token, Directory directory) throws FederationException;

  /**
   * Verifies a SAML response in Base64, by a provider. Its assertion is good for once: a second
   * time, on any node, it is refused.
   *
   * @throws FederationException if the response does not hold
   * @throws io.ostiary.realm.store.StoreException if it cannot be known whether it came before;
   *     take it as a refusal
   */
  default FederatedIdentity saml(String response, String providerArn, Directory directory)
      throws FederationException {
    return saml(response, providerArn, Optional.empty(), directory);
  }

  /**
   * Verifies a SAML response that a browser brought.
   *
   * @param request the id of the request that it must answer; if empty, it must answer none
   * @throws FederationException if the response does not hold
   * @throws io.ostiary.realm.store.StoreException if it cannot be known whether it came before;
   *     take it as a refusal
   */
  FederatedIdentity saml(
      String response, String providerArn, Optional<String> request, Directory directory)
      throws FederationException;

  /**
   * Verifies that an account's OpenID Connect provider says, server to server, that somebody's
   * login is over. Each such token is good for once.
   *
   * @throws FederationException if the token does not hold
   * @throws io.ostiary.realm.store.StoreException if it cannot be known whether it came before;
   *     take it as a refusal
   */
  ProviderLogout logout(String token, String accountId, Directory directory)
      throws FederationException;
}

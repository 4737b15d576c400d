package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.SamlProvider;
import java.net.URI;
import java.util.Optional;

/**
 * SAML's Web SSO profile from the service provider's side, which is ours: how a browser is sent to
 * an identity provider, and what that one has to know of us. The realm knows no more of it.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf">Profiles
 *     for SAML 2.0, 4.1</a>
 */
public interface SamlFlow {

  /**
   * Where a browser is sent to sign in, by the HTTP redirect binding.
   *
   * @param requestId what the response must answer
   * @param relayState comes back with the response; at most 80 characters
   * @return empty if the provider's metadata name no such address
   */
  Optional<URI> signIn(
      SamlProvider provider, Directory directory, String requestId, String relayState);

  /** Who a response says that it is of. Nobody vouches for it yet. */
  Optional<String> issuer(String response);

  /** Our own metadata, which an identity provider is told of us by. */
  String metadata();
}

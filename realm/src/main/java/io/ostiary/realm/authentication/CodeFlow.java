package io.ostiary.realm.authentication;

import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The authorization code flow of OpenID Connect, as far as it needs the provider's server: where a
 * browser is sent, and what token it brought a code for. The realm knows no more of it than this.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect
 *     Core, 3.1</a>
 */
public interface CodeFlow {

  /**
   * Where a browser is sent to sign in.
   *
   * @param statesIssuer whether the provider says on the way back who it is, as RFC 9207 has it
   * @param endSession where a browser is sent to sign out there too, if the provider has that
   */
  record Start(URI endpoint, boolean statesIssuer, Optional<URI> endSession) {}

  /**
   * What a browser came back with, and what it was sent off with.
   *
   * @param redirectUri the very one that it was sent off with
   * @param verifier the secret whose digest went along, RFC 7636
   */
  record Code(String clientId, String code, String verifier, URI redirectUri) {
    @Override
    public String toString() {
      return "Code(" + clientId + ")";
    }
  }

  /**
   * Asks a provider where browsers sign in.
   *
   * @throws IOException if it does not say
   */
  Start start(OidcProvider provider) throws IOException;

  /**
   * Exchanges a code for an ID token, of which nothing is verified yet.
   *
   * @throws IOException if the provider gives none
   */
  String idToken(OidcProvider provider, Code code) throws IOException;
}

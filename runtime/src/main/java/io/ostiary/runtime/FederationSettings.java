package io.ostiary.runtime;

import io.ostiary.federation.Federation;
import io.ostiary.federation.TrustedServers;
import io.ostiary.federation.oidc.ClientSecrets;
import io.ostiary.federation.oidc.CodeExchange;
import io.ostiary.federation.saml.DecryptionKeys;
import io.ostiary.federation.saml.ServiceProvider;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.authentication.SamlFlow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * How outside identities are verified.
 *
 * @param trusted decides which servers are an identity provider's
 * @param entityId what SAML providers call us
 * @param recipient where SAML responses are addressed to
 * @param secrets by which issuers know us
 * @param decryption for the assertions that SAML providers encrypt
 */
record FederationSettings(
    X509TrustManager trusted,
    String entityId,
    String recipient,
    ClientSecrets secrets,
    DecryptionKeys decryption) {

  static FederationSettings of(Configuration configuration, String externalUrl) {
    Optional<Path> authorities = configuration.given(Setting.FEDERATION_CA_FILE).map(Path::of);
    try {
      return new FederationSettings(
          TrustedServers.by(authorities),
          externalUrl,
          externalUrl + "/.ostiary/sign-in/saml",
          secrets(configuration),
          decryption(configuration));
    } catch (IOException e) {
      throw configuration.wrong(
          Setting.FEDERATION_CA_FILE, "name a file of certificates in PEM: " + e.getMessage());
    }
  }

  private static ClientSecrets secrets(Configuration configuration) {
    Optional<Path> file = configuration.given(Setting.OIDC_CLIENT_SECRETS_FILE).map(Path::of);
    try {
      return file.isPresent() ? ClientSecrets.read(file.get()) : ClientSecrets.NONE;
    } catch (IOException e) {
      throw configuration.wrong(
          Setting.OIDC_CLIENT_SECRETS_FILE, "name a file of client secrets: " + e.getMessage());
    }
  }

  private static DecryptionKeys decryption(Configuration configuration) {
    Optional<Path> file = configuration.given(Setting.SAML_DECRYPTION_KEY_FILE).map(Path::of);
    try {
      return file.isPresent() ? DecryptionKeys.read(file.get()) : DecryptionKeys.NONE;
    } catch (IOException e) {
      throw configuration.wrong(
          Setting.SAML_DECRYPTION_KEY_FILE,
          "name a file of private RSA keys in PEM: " + e.getMessage());
    }
  }

  Federation open(Realm realm, InstantSource clock) {
    return new Federation(trusted, entityId, recipient, secrets, decryption, realm.once(), clock);
  }

  /** How browsers sign in by a provider. */
  CodeFlow codeFlow(InstantSource clock) {
    return new CodeExchange(trusted, secrets, clock);
  }

  /** The same with SAML. */
  SamlFlow samlFlow(InstantSource clock) {
    return new ServiceProvider(entityId, recipient, decryption, clock);
  }
}

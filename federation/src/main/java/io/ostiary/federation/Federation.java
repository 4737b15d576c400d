package io.ostiary.federation;

import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.Verified;
import io.ostiary.federation.oidc.BearerProviders;
import io.ostiary.federation.oidc.ClientSecrets;
import io.ostiary.federation.oidc.OidcProviders;
import io.ostiary.federation.oidc.OidcVerifier;
import io.ostiary.federation.saml.DecryptionKeys;
import io.ostiary.federation.saml.ProviderMetadata;
import io.ostiary.federation.saml.SamlVerifier;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.ProviderLogout;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.SamlProvider;
import io.ostiary.realm.store.OnceStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.X509TrustManager;

/** Verifies what every kind of outside identity provider issues. */
public final class Federation implements TokenVerifier, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Federation.class.getName());

  private final ExecutorService executor;
  private final OidcVerifier oidc;
  private final SamlVerifier saml;

  /**
   * Opens it; nothing is fetched before somebody comes with a token.
   *
   * @param trusted decides which servers are an issuer's
   * @param entityId what SAML providers call us, unless their tags say otherwise
   * @param recipient where we take SAML responses, likewise
   * @param secrets by which issuers know us
   * @param decryption for the assertions that SAML providers encrypt
   */
  public Federation(
      X509TrustManager trusted,
      String entityId,
      String recipient,
      ClientSecrets secrets,
      DecryptionKeys decryption,
      OnceStore once,
      InstantSource clock) {
    this.executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "ostiary-issuer-keys");
              thread.setDaemon(true);
              return thread;
            });
    this.saml = new SamlVerifier(entityId, recipient, decryption, once, clock);
    this.oidc = new OidcVerifier(trusted, executor, secrets, once, clock);
  }

  @Override
  public FederatedIdentity webIdentity(String token, String accountId, Directory directory)
      throws FederationException {
    try {
      return explainWebIdentity(token, accountId, directory).identity();
    } catch (FederationException e) {
      throw logged(e);
    }
  }

  /** As {@link #webIdentity}, with every check. */
  public Verified explainWebIdentity(String token, String accountId, Directory directory)
      throws FederationException {
    return oidc.verify(token, accountId, OidcProviders.in(directory));
  }

  @Override
  public BearerIdentity bearer(String token, Directory directory) throws FederationException {
    return oidc.bearer(token, BearerProviders.in(directory));
  }

  @Override
  public FederatedIdentity saml(
      String response, String providerArn, Optional<String> request, Directory directory)
      throws FederationException {
    try {
      return explainSaml(response, providerArn, request, directory).identity();
    } catch (FederationException e) {
      throw logged(e);
    }
  }

  @Override
  public ProviderLogout logout(String token, String accountId, Directory directory)
      throws FederationException {
    try {
      return oidc.logout(token, accountId, OidcProviders.in(directory));
    } catch (FederationException e) {
      throw logged(e);
    }
  }

  /** Tells administrators what the caller does not learn. */
  private static FederationException logged(FederationException refused) {
    LOG.log(System.Logger.Level.INFO, "an outside identity is refused: {0}", refused.reason());
    return refused;
  }

  /**
   * As {@link #saml}, with every check.
   *
   * @param request the id of the request that it must answer; if empty, it must answer none
   */
  public Verified explainSaml(
      String response, String providerArn, Optional<String> request, Directory directory)
      throws FederationException {
    SamlProvider provider =
        directory
            .samlProvider(providerArn)
            .orElseThrow(
                () -> new Checks().failed("provider", "a SAML provider's ARN", providerArn));
    return saml.verify(response, provider, directory.samlMetadata(provider), request);
  }

  /** A token by one provider, which need not be in a directory. */
  public Verified explainWebIdentity(String token, OidcProvider provider)
      throws FederationException {
    return oidc.verify(
        token,
        provider.accountId(),
        (account, issuer) -> provider.issuer().equals(issuer) ? provider : null);
  }

  /** A response by one provider, which need not be in a directory. */
  public Verified explainSaml(
      String response, SamlProvider provider, String metadata, Optional<String> request)
      throws FederationException {
    return saml.verify(response, provider, metadata, request);
  }

  /**
   * What a provider's metadata call it; empty if they are none.
   *
   * @param metadata a document, as IAM's {@code CreateSAMLProvider} takes it
   */
  public static Optional<String> entityId(String metadata) {
    return ProviderMetadata.entityId(metadata);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

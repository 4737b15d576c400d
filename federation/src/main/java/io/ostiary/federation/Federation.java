package io.ostiary.federation;

import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.Verified;
import io.ostiary.federation.oidc.OidcVerifier;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.store.OnceStore;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.X509TrustManager;

/** Verifies what every kind of outside identity provider issues. */
public final class Federation implements TokenVerifier, AutoCloseable {
  private final ExecutorService executor;
  private final OidcVerifier oidc;

  /**
   * Opens it; nothing is fetched before somebody comes with a token.
   *
   * @param trusted decides which servers are an issuer's
   */
  public Federation(X509TrustManager trusted, OnceStore once, InstantSource clock) {
    this.executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "ostiary-issuer-keys");
              thread.setDaemon(true);
              return thread;
            });
    this.oidc = new OidcVerifier(trusted, executor, once, clock);
  }

  @Override
  public FederatedIdentity webIdentity(String token, String accountId, Directory directory)
      throws FederationException {
    return explainWebIdentity(token, accountId, directory).identity();
  }

  /** As {@link #webIdentity}, with every check. */
  public Verified explainWebIdentity(String token, String accountId, Directory directory)
      throws FederationException {
    return oidc.verify(token, accountId, directory);
  }

  @Override
  public FederatedIdentity saml(String response, String providerArn, Directory directory)
      throws FederationException {
    throw new Checks().failed("provider", "an OpenID Connect provider", providerArn);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

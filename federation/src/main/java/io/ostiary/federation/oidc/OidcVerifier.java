package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.Verified;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.authentication.ProviderLogout;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.store.OnceStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.X509TrustManager;

/**
 * Verifies tokens of OpenID Connect providers, each by the keys and on the terms of one account's
 * provider. Safe for any number of threads.
 */
public final class OidcVerifier {
  private static final int LONGEST_ISSUER = 255;

  private final TokenSignatures signatures;
  private final BearerVerifier bearers;
  private final OnceStore once;
  private final InstantSource clock;
  private final RememberedTokens<Verified> remembered = new RememberedTokens<>();

  /**
   * A verifier.
   *
   * @param trusted decides which servers are an issuer's
   * @param executor fetches keys, at most one fetch for each issuer at a time
   * @param secrets by which issuers know us who are asked about opaque tokens
   * @param once keeps the tokens of providers that want each used once
   */
  public OidcVerifier(
      X509TrustManager trusted,
      Executor executor,
      ClientSecrets secrets,
      OnceStore once,
      InstantSource clock) {
    IssuerHttp http = new IssuerHttp(trusted);
    this.signatures = new TokenSignatures(http, executor, clock);
    this.bearers = new BearerVerifier(signatures, new Introspection(http, secrets));
    this.once = once;
    this.clock = clock;
  }

  /**
   * Verifies a token by the account's provider of its issuer.
   *
   * @throws FederationException if it does not hold
   */
  public Verified verify(String token, String accountId, OidcProviders providers)
      throws FederationException {
    Instant now = clock.instant();
    Optional<Verified> found = remembered.find(token, accountId, now, providers);
    if (found.isPresent()) {
      return found.get();
    }
    Checks checks = new Checks();
    CompactToken compact = CompactToken.read(token, checks);
    OidcProvider provider = provider(compact, accountId, providers, checks);
    TokenSignatures.Signed signed = signatures.verify(compact, provider, now, checks);
    ClaimRules rules = ClaimRules.hold(compact.claims(), provider, now, checks);
    FederatedIdentity identity =
        ClaimedIdentity.of(compact.claims(), compact.digest(), provider, rules, checks);
    if (provider.settings().once()) {
      requireFirstUse(compact, provider, rules, checks);
      return new Verified(identity, checks.made());
    }
    Verified verified = new Verified(identity, checks.made());
    remembered.remember(accountId, provider, signed, now, rules.expiry(), verified);
    return verified;
  }

  /**
   * Verifies a token that comes with a request, by the one provider that takes such.
   *
   * @throws FederationException if it does not hold, or its holder is to be no role
   */
  public BearerIdentity bearer(String token, BearerProviders providers) throws FederationException {
    return bearers.verify(token, providers, clock.instant());
  }

  /**
   * Verifies a token by which an account's provider ends a login.
   *
   * @throws FederationException if it does not hold, or was used before
   */
  public ProviderLogout logout(String token, String accountId, OidcProviders providers)
      throws FederationException {
    Instant now = clock.instant();
    Checks checks = new Checks();
    CompactToken compact = CompactToken.read(token, checks);
    OidcProvider provider = provider(compact, accountId, providers, checks);
    TokenSignatures.Signed unused = signatures.verifyLogout(compact, provider, now, checks);
    LogoutRules rules = LogoutRules.hold(compact.claims(), provider, now, checks);
    boolean first =
        once.claim("logout-token", provider.arn() + ' ' + rules.id(), rules.until().plusSeconds(1));
    checks.require(Code.REJECTED_CLAIM, "use", "the first", first ? "the first" : "another", first);
    return rules.logout();
  }

  /** The issuer selects the provider, and that is all that is believed before the signature. */
  private static OidcProvider provider(
      CompactToken token, String accountId, OidcProviders providers, Checks checks)
      throws FederationException {
    JsonNode issuer = token.claims().path("iss");
    OidcProvider provider =
        issuer.isTextual() && issuer.textValue().length() <= LONGEST_ISSUER
            ? providers.find(accountId, issuer.textValue())
            : null;
    checks.require(
        "provider",
        "an OpenID Connect provider of account " + accountId + " with the token's issuer",
        issuer.isMissingNode() ? "no iss" : issuer,
        provider != null);
    if (provider == null) {
      throw new AssertionError("required");
    }
    return provider;
  }

  private void requireFirstUse(
      CompactToken token, OidcProvider provider, ClaimRules rules, Checks checks)
      throws FederationException {
    Instant until = rules.expiry().plus(provider.settings().skew()).plusSeconds(1);
    boolean first = once.claim("web-identity-token", provider.arn() + ' ' + token.digest(), until);
    checks.require(Code.REJECTED_CLAIM, "use", "the first", first ? "the first" : "another", first);
  }
}

package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.SessionWishes;
import io.ostiary.federation.claim.Verified;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.authentication.ProviderLogout;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.store.OnceStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.X509TrustManager;

/**
 * Verifies tokens of OpenID Connect providers, each by the keys and on the terms of one account's
 * provider. Safe for any number of threads.
 */
public final class OidcVerifier {
  private static final int LONGEST_ISSUER = 255;
  private static final int LONGEST_ID = 128;

  /** The account of a bearer token's provider is found by the token. */
  private static final String ANY_ACCOUNT = "";

  private final TokenSignatures signatures;
  private final OnceStore once;
  private final InstantSource clock;
  private final RememberedTokens<Verified> remembered = new RememberedTokens<>();
  private final RememberedTokens<BearerIdentity> bearers = new RememberedTokens<>();

  /**
   * A verifier.
   *
   * @param trusted decides which servers are an issuer's
   * @param executor fetches keys, at most one fetch for each issuer at a time
   * @param once keeps the tokens of providers that want each used once
   */
  public OidcVerifier(
      X509TrustManager trusted, Executor executor, OnceStore once, InstantSource clock) {
    this.signatures = new TokenSignatures(new IssuerHttp(trusted), executor, clock);
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
    FederatedIdentity identity = identity(compact, provider, rules, checks);
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
    Instant now = clock.instant();
    Optional<BearerIdentity> found = bearers.find(token, ANY_ACCOUNT, now, providers);
    if (found.isPresent()) {
      return found.get();
    }
    Checks checks = new Checks();
    CompactToken compact = CompactToken.read(token, checks);
    BearerTerms terms = BearerTerms.of(compact, providers, checks);
    TokenSignatures.Signed signed = signatures.verify(compact, terms.strict(), now, checks);
    ClaimRules rules = ClaimRules.hold(compact.claims(), terms.strict(), now, checks);
    BearerTerms.requireHeld(compact, checks);
    FederatedIdentity identity = identity(compact, terms.strict(), rules, checks);
    String role = terms.role(identity, checks);
    BearerIdentity bearer = new BearerIdentity(identity, role, rules.issued(), rules.expiry());
    bearers.remember(ANY_ACCOUNT, terms.provider(), signed, now, rules.expiry(), bearer);
    return bearer;
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

  private static FederatedIdentity identity(
      CompactToken token, OidcProvider provider, ClaimRules rules, Checks checks)
      throws FederationException {
    SessionWishes wishes = ClaimWishes.of(token.claims(), checks);
    return new FederatedIdentity(
        FederatedIdentity.Source.WEB_IDENTITY,
        provider.arn(),
        provider.accountId(),
        provider.issuer(),
        rules.subject(),
        provider.settings().accessTokens()
            ? rules.audience()
            : rules.authorizedParty().orElse(rules.audience()),
        ClaimKeys.of(provider, token.claims(), rules, checks),
        wishes.tags(),
        wishes.transitiveKeys(),
        wishes.sourceIdentity(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        provider.settings().notBeyondToken() ? Optional.of(rules.expiry()) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        id(token),
        LogoutRules.login(token.claims()));
  }

  private static String id(CompactToken token) {
    String id = token.claims().path("jti").asText();
    return id.isEmpty() || id.length() > LONGEST_ID ? digest(token) : id;
  }

  private static String digest(CompactToken token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.signed()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private void requireFirstUse(
      CompactToken token, OidcProvider provider, ClaimRules rules, Checks checks)
      throws FederationException {
    Instant until = rules.expiry().plus(provider.settings().skew()).plusSeconds(1);
    boolean first = once.claim("web-identity-token", provider.arn() + ' ' + digest(token), until);
    checks.require(Code.REJECTED_CLAIM, "use", "the first", first ? "the first" : "another", first);
  }
}

package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.SessionWishes;
import io.ostiary.federation.claim.Verified;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.store.OnceStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
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
  private static final int MOST_ISSUERS = 1000;

  private final IssuerHttp http;
  private final Executor executor;
  private final OnceStore once;
  private final InstantSource clock;
  private final RememberedTokens remembered = new RememberedTokens();
  private final Cache<IssuerKeys.Origin, IssuerKeys> issuers =
      Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();

  /**
   * A verifier.
   *
   * @param trusted decides which servers are an issuer's
   * @param executor fetches keys, at most one fetch for each issuer at a time
   * @param once keeps the tokens of providers that want each used once
   */
  public OidcVerifier(
      X509TrustManager trusted, Executor executor, OnceStore once, InstantSource clock) {
    this.http = new IssuerHttp(trusted);
    this.executor = executor;
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
    TokenHeader header = TokenHeader.read(compact.header(), provider.settings(), checks);
    IssuerKeys issuer = keysOf(provider);
    KeySet keys = verifySignature(compact, header, provider, issuer, now, checks);
    ClaimRules rules = ClaimRules.hold(compact.claims(), provider, now, checks);
    FederatedIdentity identity = identity(compact, provider, rules, checks);
    if (provider.settings().once()) {
      requireFirstUse(compact, provider, rules, checks);
      return new Verified(identity, checks.made());
    }
    Verified verified = new Verified(identity, checks.made());
    remembered.remember(compact, provider, issuer, keys, now, rules.expiry(), verified);
    return verified;
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

  private IssuerKeys keysOf(OidcProvider provider) {
    IssuerKeys.Origin origin =
        new IssuerKeys.Origin(
            provider.arn(),
            provider.issuer(),
            provider.settings().jwksUri(),
            provider.thumbprints());
    return issuers.get(origin, made -> new IssuerKeys(made, http, executor, clock));
  }

  /** The keys that the signature was verified with one of. */
  private static KeySet verifySignature(
      CompactToken token,
      TokenHeader header,
      OidcProvider provider,
      IssuerKeys issuer,
      Instant now,
      Checks checks)
      throws FederationException {
    KeySet keys = keys(token, header, provider, issuer, now, checks);
    List<VerificationKey> fitting = keys.fitting(header);
    checks.require(
        "key",
        "one of the issuer's keys for " + header.algorithm() + ", " + keys.ids(),
        header.keyId().orElse("no key id"),
        !fitting.isEmpty());
    boolean verified = false;
    byte[] signed = token.signed();
    byte[] signature = token.signature();
    for (VerificationKey key : fitting) {
      verified |= key.verifies(header.algorithm(), signed, signature);
    }
    checks.require(
        "signature", "made with the issuer's key", verified ? "it" : "another", verified);
    return keys;
  }

  /**
   * The issuer's keys, which are asked for only by a token that is right in all that needs no key:
   * or strangers could use up what the issuer may be asked.
   */
  private static KeySet keys(
      CompactToken token,
      TokenHeader header,
      OidcProvider provider,
      IssuerKeys issuer,
      Instant now,
      Checks checks)
      throws FederationException {
    KeySet known = issuer.known();
    if (known != null && issuer.isFresh() && !known.fitting(header).isEmpty()) {
      return current(issuer, checks);
    }
    if (!holdsButForTheKey(token, provider, now)) {
      ClaimRules.hold(token.claims(), provider, now, checks);
    }
    KeySet current = current(issuer, checks);
    if (!current.fitting(header).isEmpty()) {
      return current;
    }
    try {
      return issuer.again(current);
    } catch (IOException e) {
      return current;
    }
  }

  private static boolean holdsButForTheKey(CompactToken token, OidcProvider provider, Instant now) {
    try {
      return !ClaimRules.hold(token.claims(), provider, now, new Checks()).subject().isEmpty();
    } catch (FederationException e) {
      return false;
    }
  }

  private static KeySet current(IssuerKeys issuer, Checks checks) throws FederationException {
    try {
      return issuer.current();
    } catch (IOException e) {
      throw checks.failed(
          Code.COMMUNICATION_ERROR, "keys", "the issuer's keys", String.valueOf(e.getMessage()));
    }
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
        id(token));
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

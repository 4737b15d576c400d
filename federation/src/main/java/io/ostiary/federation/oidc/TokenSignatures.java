package io.ostiary.federation.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** Whether tokens are signed by whom they say, by the keys that each issuer publishes. */
final class TokenSignatures {
  private static final int MOST_ISSUERS = 1000;

  private final IssuerHttp http;
  private final Executor executor;
  private final InstantSource clock;
  private final Cache<IssuerKeys.Origin, IssuerKeys> issuers =
      Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();

  /**
   * A token whose signature held.
   *
   * @param keys those of the issuer at that moment, with one of which it is verified
   */
  record Signed(CompactToken token, IssuerKeys issuer, KeySet keys) {}

  /** The rules for a token's claims: until when it is good, if they hold. */
  @FunctionalInterface
  private interface Rules {
    Instant hold(Checks checks) throws FederationException;
  }

  TokenSignatures(IssuerHttp http, Executor executor, InstantSource clock) {
    this.http = http;
    this.executor = executor;
    this.clock = clock;
  }

  /** Verifies a token's signature by a provider of its issuer. */
  Signed verify(CompactToken token, OidcProvider provider, Instant now, Checks checks)
      throws FederationException {
    return verify(
        token,
        TokenHeader.read(token.header(), provider.settings(), checks),
        provider,
        now,
        made -> ClaimRules.hold(token.claims(), provider, now, made).expiry(),
        checks);
  }

  /** The same of a token that ends a login. */
  Signed verifyLogout(CompactToken token, OidcProvider provider, Instant now, Checks checks)
      throws FederationException {
    return verify(
        token,
        TokenHeader.ofLogout(token.header(), provider.settings(), checks),
        provider,
        now,
        made -> LogoutRules.hold(token.claims(), provider, now, made).until(),
        checks);
  }

  private Signed verify(
      CompactToken token,
      TokenHeader header,
      OidcProvider provider,
      Instant now,
      Rules rules,
      Checks checks)
      throws FederationException {
    IssuerKeys issuer = keysOf(provider);
    KeySet keys = keys(header, issuer, now, rules, checks);
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
    return new Signed(token, issuer, keys);
  }

  private IssuerKeys keysOf(OidcProvider provider) {
    IssuerKeys.Origin origin =
        new IssuerKeys.Origin(
            provider.arn(),
            provider.issuer(),
            provider.settings().jwksUri(),
            provider.settings().hosts(),
            provider.thumbprints(),
            provider.settings().keysFresh(),
            provider.settings().outage());
    return issuers.get(origin, made -> new IssuerKeys(made, http, executor, clock));
  }

  /**
   * The issuer's keys, which are asked for only by a token that is right in all that needs no key:
   * or strangers could use up what the issuer may be asked.
   */
  private static KeySet keys(
      TokenHeader header, IssuerKeys issuer, Instant now, Rules rules, Checks checks)
      throws FederationException {
    KeySet known = issuer.known();
    if (known != null && issuer.areFresh(now) && !known.fitting(header).isEmpty()) {
      return current(issuer, checks);
    }
    if (!holdsButForTheKey(rules)) {
      Instant unused = rules.hold(checks);
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

  private static boolean holdsButForTheKey(Rules rules) {
    try {
      Instant unused = rules.hold(new Checks());
      return true;
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
}

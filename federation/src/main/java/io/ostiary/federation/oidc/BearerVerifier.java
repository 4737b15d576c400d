package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import java.time.Instant;
import java.util.Optional;

/**
 * Verifies tokens that come with requests: signed ones by the issuer's keys, others by asking the
 * issuer, as the provider says. A token whose signature does not hold is asked nobody about.
 */
final class BearerVerifier {
  /** The account of a token's provider is found by the token. */
  private static final String ANY_ACCOUNT = "";

  private final TokenSignatures signatures;
  private final Introspection introspection;
  private final RememberedTokens<BearerIdentity> remembered = new RememberedTokens<>();

  BearerVerifier(TokenSignatures signatures, Introspection introspection) {
    this.signatures = signatures;
    this.introspection = introspection;
  }

  BearerIdentity verify(String token, BearerProviders providers, Instant now)
      throws FederationException {
    Optional<BearerIdentity> found = remembered.find(token, ANY_ACCOUNT, now, providers);
    if (found.isPresent()) {
      return found.get();
    }
    Checks checks = new Checks();
    if (!CompactToken.looksSigned(token)) {
      return introspected(token, BearerTerms.ofOpaque(providers, checks), now, checks);
    }
    CompactToken compact = CompactToken.read(token, checks);
    BearerTerms terms = BearerTerms.of(compact, providers, checks);
    if (terms.isOpaque()) {
      return introspected(token, terms, now, checks);
    }
    TokenSignatures.Signed signed = signatures.verify(compact, terms.strict(), now, checks);
    BearerIdentity bearer = held(compact.claims(), compact.digest(), terms, now, checks);
    remembered.remember(ANY_ACCOUNT, terms.provider(), signed, now, bearer.expiresAt(), bearer);
    return bearer;
  }

  private BearerIdentity introspected(String token, BearerTerms terms, Instant now, Checks checks)
      throws FederationException {
    String client = terms.settings().client();
    ObjectNode claims = introspection.claims(token, terms.provider(), client, now, checks);
    return held(claims, CompactToken.digest(token), terms, now, checks);
  }

  private static BearerIdentity held(
      ObjectNode claims, String digest, BearerTerms terms, Instant now, Checks checks)
      throws FederationException {
    ClaimRules rules = ClaimRules.hold(claims, terms.strict(), now, checks);
    BearerTerms.requireHeld(claims, checks);
    FederatedIdentity identity = ClaimedIdentity.of(claims, digest, terms.strict(), rules, checks);
    return new BearerIdentity(
        identity, terms.role(identity, checks), rules.issued(), rules.expiry());
  }
}

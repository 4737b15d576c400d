package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.federation.claim.SessionWishes;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.OidcProvider;
import java.util.Optional;
import java.util.Set;

/** Who a token is of, whose claims held. */
final class ClaimedIdentity {
  private static final int LONGEST_ID = 128;

  private ClaimedIdentity() {}

  /**
   * Makes an identity of claims.
   *
   * @param digest of the token, by which it is known where it has no id of its own
   */
  static FederatedIdentity of(
      ObjectNode claims, String digest, OidcProvider provider, ClaimRules rules, Checks checks)
      throws FederationException {
    SessionWishes wishes = ClaimWishes.of(claims, checks);
    String id = claims.path("jti").asText();
    return new FederatedIdentity(
        FederatedIdentity.Source.WEB_IDENTITY,
        provider.arn(),
        provider.accountId(),
        provider.issuer(),
        rules.subject(),
        provider.settings().accessTokens()
            ? rules.audience()
            : rules.authorizedParty().orElse(rules.audience()),
        ClaimKeys.of(provider, claims, rules, checks),
        wishes.tags(),
        wishes.transitiveKeys(),
        wishes.sourceIdentity(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        provider.settings().notBeyondToken() ? Optional.of(rules.expiry()) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        id.isEmpty() || id.length() > LONGEST_ID ? digest : id,
        LogoutRules.login(claims));
  }
}

package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.BearerSettings;
import io.ostiary.realm.directory.BearerSettings.RoleRule;
import io.ostiary.realm.directory.OidcProvider;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * By which provider a token is judged that comes with a request, and on what terms.
 *
 * @param provider as the directory has it
 * @param strict the same on the terms for such tokens
 */
record BearerTerms(OidcProvider provider, OidcProvider strict, BearerSettings settings) {

  /** Of the one provider that takes tokens which say nothing to us. */
  static BearerTerms ofOpaque(BearerProviders providers, Checks checks) throws FederationException {
    List<BearerTerms> opaque =
        providers.all().stream()
            .flatMap(provider -> of(provider).stream())
            .filter(BearerTerms::isOpaque)
            .toList();
    checks.require(
        "provider",
        "one OpenID Connect provider that takes opaque tokens",
        opaque.size(),
        opaque.size() == 1);
    return opaque.get(0);
  }

  boolean isOpaque() {
    return settings.type() == BearerSettings.Type.OPAQUE;
  }

  /**
   * Of the one provider that takes tokens of this issuer for this audience; which it is, is all
   * that is believed before the signature.
   */
  static BearerTerms of(CompactToken token, BearerProviders providers, Checks checks)
      throws FederationException {
    JsonNode issuer = token.claims().path("iss");
    List<BearerTerms> fitting =
        providers.of(issuer.isTextual() ? issuer.textValue() : "").stream()
            .flatMap(provider -> of(provider).stream())
            .filter(terms -> terms.isMeantBy(token.claims().path("aud")))
            .toList();
    checks.require(
        "provider",
        "one OpenID Connect provider with the token's issuer that takes bearer tokens for its"
            + " audience",
        fitting.size() + " for issuer " + issuer + " and audience " + token.claims().path("aud"),
        fitting.size() == 1);
    BearerTerms terms = fitting.get(0);
    checks.require(
        "bearer audiences",
        "none that is a client id of the provider, whose ID tokens would be access tokens too",
        terms.settings.audiences(),
        terms.settings.type() == BearerSettings.Type.ID
            || Collections.disjoint(terms.settings.audiences(), terms.provider.clientIds()));
    return terms;
  }

  private static Optional<BearerTerms> of(OidcProvider provider) {
    Optional<BearerSettings> settings = provider.settings().bearer();
    return provider
        .forBearers()
        .map(strict -> new BearerTerms(provider, strict, settings.orElseThrow()));
  }

  private boolean isMeantBy(JsonNode audience) {
    for (JsonNode one : audience.isArray() ? audience : List.of(audience)) {
      if (one.isTextual() && settings.audiences().contains(one.textValue())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A token that is bound to a key of its holder's proves nothing without that key, of which we see
   * nothing.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7800">RFC 7800</a>
   */
  static void requireHeld(ObjectNode claims, Checks checks) throws FederationException {
    checks.require(
        "cnf", "none, as for whoever bears the token", claims.path("cnf"), !claims.has("cnf"));
  }

  /** The role of the first rule that fits. */
  String role(FederatedIdentity identity, Checks checks) throws FederationException {
    for (RoleRule rule : settings.roles()) {
      if (fits(rule, identity)) {
        return rule.role();
      }
    }
    throw checks.failed(
        Code.REJECTED_CLAIM, "role", "one that a tag `ostiary:bearer-role-N` gives", "none");
  }

  private boolean fits(RoleRule rule, FederatedIdentity identity) {
    if (rule.key().isEmpty()) {
      return true;
    }
    Values values = identity.keys().get(provider.url() + ':' + rule.key().get());
    return values != null && values.texts().contains(rule.value());
  }
}

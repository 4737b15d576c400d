package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.authentication.ProviderLogout;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.OidcSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules for the claims of a logout token, which a provider's server sends to ours.
 *
 * @param id of this very token
 * @param until from when on it is refused for its age
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID
 *     Connect Back-Channel Logout, 2.6</a>
 */
record LogoutRules(ProviderLogout logout, String id, Instant until) {
  /** The claim that no other kind of token has. */
  static final String EVENTS = "events";

  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final int LONGEST_NAME = 255;

  static LogoutRules hold(ObjectNode claims, OidcProvider provider, Instant now, Checks checks)
      throws FederationException {
    ClaimRules.requireIssuer(claims, provider, checks);
    OidcSettings settings = provider.settings();
    List<String> audiences = ClaimRules.audiences(claims, checks);
    checks.require(
        "aud",
        settings.signInClient().orElse("nobody, as no browser signs in by this provider"),
        audiences,
        settings.signInClient().filter(audiences::contains).isPresent());
    JsonNode event = claims.path(EVENTS).path(LOGOUT);
    checks.require(EVENTS, "an object with " + LOGOUT, claims.path(EVENTS), event.isObject());
    checks.require("nonce", "absent", claims.path("nonce"), !claims.has("nonce"));
    Instant until = times(claims, settings, now, checks);
    String id =
        name(claims, "jti")
            .orElseThrow(() -> checks.failed("jti", "1 to 255 characters", claims.path("jti")));
    return new LogoutRules(logout(claims, provider, checks), id, until);
  }

  private static Instant times(ObjectNode claims, OidcSettings settings, Instant now, Checks checks)
      throws FederationException {
    Instant issued = ClaimRules.time(claims, "iat", checks);
    checks.require(
        "iat", "not after now, " + now, issued, !issued.isAfter(now.plus(settings.skew())));
    Instant until = issued.plus(OLDEST).plus(settings.skew());
    checks.require(
        Code.EXPIRED_TOKEN, "iat", "at most 5 minutes ago, at " + now, issued, now.isBefore(until));
    if (claims.has("exp")) {
      Instant expiry = ClaimRules.time(claims, "exp", checks);
      checks.require(
          Code.EXPIRED_TOKEN,
          "exp",
          "after now, " + now,
          expiry,
          now.isBefore(expiry.plus(settings.skew())));
    }
    return until;
  }

  /** One login, where the token names it; else all of the subject's. */
  private static ProviderLogout logout(ObjectNode claims, OidcProvider provider, Checks checks)
      throws FederationException {
    if (claims.has("sid")) {
      String login =
          login(claims)
              .orElseThrow(() -> checks.failed("sid", "1 to 255 characters", claims.path("sid")));
      return ProviderLogout.ofLogin(provider.arn(), login);
    }
    return ProviderLogout.ofSubject(provider.arn(), ClaimRules.subject(claims, checks));
  }

  /** The provider's name for a login, if a token of any kind says it. */
  static Optional<String> login(ObjectNode claims) {
    return name(claims, "sid");
  }

  private static Optional<String> name(ObjectNode claims, String claim) {
    return Optional.of(claims.path(claim))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
        .filter(name -> name.codePoints().noneMatch(ClaimRules::isControl));
  }
}

package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.OidcSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for the claims that every token must make: of whom, for whom, by whom, and when.
 *
 * @param audience that of the provider's audiences for which the token was made
 * @param authorizedParty the client to which it was given, where it says so
 * @param issued when the issuer says that it made it
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
 *     Connect Core, 3.1.3.7</a>
 */
record ClaimRules(
    String subject,
    String audience,
    Optional<String> authorizedParty,
    Instant issued,
    Instant expiry) {
  private static final int LONGEST_SUBJECT = 255;
  private static final int MOST_AUDIENCES = 20;

  /** The last second of the year 9999. */
  private static final BigDecimal END_OF_TIME = BigDecimal.valueOf(253_402_300_799L);

  static ClaimRules hold(ObjectNode claims, OidcProvider provider, Instant now, Checks checks)
      throws FederationException {
    OidcSettings settings = provider.settings();
    requireIssuer(claims, provider, checks);
    if (claims.has(LogoutRules.EVENTS)) {
      throw checks.failed(LogoutRules.EVENTS, "absent, as in all but logout tokens", "given");
    }
    String subject = subject(claims, checks);
    List<String> audiences = audiences(claims, checks);
    Optional<String> audience =
        provider.clientIds().stream().filter(audiences::contains).findFirst();
    checks.require("aud", "one of " + provider.clientIds(), audiences, audience.isPresent());
    Optional<String> party =
        authorizedParty(claims, audiences, provider.clientIds(), settings, checks);
    if (settings.claimType().isPresent()) {
      String type = settings.claimType().get();
      checks.require(
          "claim typ", type, claims.path("typ"), claims.path("typ").asText().equals(type));
    }
    Instant issued = time(claims, "iat", checks);
    Instant expiry = times(claims, issued, settings, now, checks);
    return new ClaimRules(subject, audience.orElseThrow(), party, issued, expiry);
  }

  static void requireIssuer(ObjectNode claims, OidcProvider provider, Checks checks)
      throws FederationException {
    checks.require(
        "iss",
        provider.issuer(),
        claims.path("iss").asText(),
        claims.path("iss").isTextual() && claims.get("iss").textValue().equals(provider.issuer()));
  }

  static String subject(ObjectNode claims, Checks checks) throws FederationException {
    JsonNode subject = claims.path("sub");
    String text = subject.asText();
    checks.require(
        "sub",
        "1 to 255 characters, none of them a control character",
        subject.isMissingNode() ? "none" : subject,
        subject.isTextual()
            && !text.isEmpty()
            && text.length() <= LONGEST_SUBJECT
            && text.codePoints().noneMatch(ClaimRules::isControl));
    return text;
  }

  static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  static List<String> audiences(ObjectNode claims, Checks checks) throws FederationException {
    JsonNode audience = claims.path("aud");
    List<String> audiences = new ArrayList<>();
    boolean texts =
        audience.isTextual() || (audience.isArray() && audience.size() <= MOST_AUDIENCES);
    for (JsonNode one : audience.isTextual() ? List.of(audience) : audience) {
      texts &= one.isTextual();
      audiences.add(one.asText());
    }
    checks.require(
        "aud", "a text or a list of at most 20 texts", audience, texts && !audiences.isEmpty());
    return audiences;
  }

  private static Optional<String> authorizedParty(
      ObjectNode claims,
      List<String> audiences,
      List<String> clientIds,
      OidcSettings settings,
      Checks checks)
      throws FederationException {
    JsonNode party = claims.path("azp");
    if (party.isMissingNode()) {
      boolean needed = !settings.accessTokens() && audiences.size() > 1;
      checks.require("azp", "given, if there are several audiences", "none", !needed);
      checks.require(
          "azp",
          "one of the provider's authorized parties, if it has some",
          "none",
          settings.authorizedParties().isEmpty() || !settings.accessTokens());
      return Optional.empty();
    }
    Set<String> allowed = settings.authorizedParties();
    if (allowed.isEmpty() && !settings.accessTokens()) {
      allowed = Set.copyOf(clientIds);
    }
    checks.require(
        "azp",
        allowed.isEmpty() ? "a text" : "one of " + allowed.stream().sorted().toList(),
        party,
        party.isTextual()
            && !party.textValue().isEmpty()
            && party.textValue().length() <= LONGEST_SUBJECT
            && (allowed.isEmpty() || allowed.contains(party.textValue())));
    return Optional.of(party.textValue());
  }

  private static Instant times(
      ObjectNode claims, Instant issued, OidcSettings settings, Instant now, Checks checks)
      throws FederationException {
    Instant expiry = time(claims, "exp", checks);
    checks.require(
        "exp - iat",
        "at most " + settings.longestLife().toSeconds() + " seconds",
        expiry.getEpochSecond() - issued.getEpochSecond(),
        !expiry.isAfter(issued.plus(settings.longestLife())));
    checks.require(
        "iat", "not after now, " + now, issued, !issued.isAfter(now.plus(settings.skew())));
    if (claims.has("nbf")) {
      Instant from = time(claims, "nbf", checks);
      checks.require(
          "nbf", "not after now, " + now, from, !from.isAfter(now.plus(settings.skew())));
    }
    checks.require(
        Code.EXPIRED_TOKEN,
        "exp",
        "after now, " + now,
        expiry,
        now.isBefore(expiry.plus(settings.skew())));
    checks.require(
        Code.EXPIRED_TOKEN,
        "iat",
        "at most " + settings.oldest().toSeconds() + " seconds ago",
        issued,
        !issued.isBefore(now.minus(settings.oldest()).minus(settings.skew())));
    return expiry;
  }

  static Instant time(ObjectNode claims, String name, Checks checks) throws FederationException {
    JsonNode time = claims.path(name);
    BigDecimal seconds = time.isNumber() ? time.decimalValue() : BigDecimal.ONE.negate();
    boolean within = seconds.signum() >= 0 && seconds.compareTo(END_OF_TIME) <= 0;
    checks.require(name, "a number of seconds since 1970", time, within);
    return Instant.ofEpochSecond(seconds.longValue());
  }
}

package io.ostiary.realm.directory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How strictly an OpenID Connect provider's tokens are taken: what its tags beginning with {@code
 * ostiary:} say, and defaults that suit an issuer of ID tokens.
 *
 * @param algorithms the JWS algorithms that a token may be signed with
 * @param accessTokens whether tokens are access tokens, whose audience is an API, rather than ID
 *     tokens, whose audience is a client
 * @param claimType what the claim {@code typ} must be, for Keycloak, which tells its kinds of token
 *     apart only there
 * @param authorizedParties the {@code azp} that are taken; empty for the default: an ID token's
 *     must be among the audiences, an access token's may be anything
 * @param jwksUri where the keys are, if discovery shall not say
 * @param hosts where the issuer's endpoints may be besides its own host, with a port if they have
 *     one
 * @param keysFresh how long the issuer's keys are used before they are fetched anew, and so how
 *     long a key that it withdraws may live on
 * @param outage how long they go on after that if the issuer does not answer
 * @param skew how far the issuer's clock may be off
 * @param longestLife the longest that a token may be good for
 * @param oldest how long after its issue a token is taken at most
 * @param claims the claims that become condition keys, by path: {@code realm_access.roles}
 * @param once whether a token is good for one use only
 * @param notBeyondToken whether a session ends with the token that it was got for
 * @param signInClient the client as which browsers sign in here; empty if they do not
 * @param bearer on what terms tokens are taken that come with requests; empty if none are
 */
public record OidcSettings(
    Set<String> algorithms,
    boolean accessTokens,
    Optional<String> claimType,
    Set<String> authorizedParties,
    Optional<String> jwksUri,
    Set<String> hosts,
    Duration keysFresh,
    Duration outage,
    Duration skew,
    Duration longestLife,
    Duration oldest,
    List<String> claims,
    boolean once,
    boolean notBeyondToken,
    Optional<String> signInClient,
    Optional<BearerSettings> bearer) {

  private static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
  private static final Set<String> USUAL_ALGORITHMS = Set.of("RS256", "ES256");
  private static final Set<String> OWN =
      Set.of(
          "algorithms",
          "token-type",
          "claim-typ",
          "authorized-parties",
          "jwks-uri",
          "hosts",
          "keys-fresh",
          "outage",
          "clock-skew",
          "longest-life",
          "oldest",
          "claims",
          "once",
          "not-beyond-token",
          "sign-in-client");
  private static final Set<String> KNOWN = known();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);
  private static final Duration LEAST_FRESH = Duration.ofSeconds(5);
  private static final Duration USUALLY_FRESH = Duration.ofMinutes(15);
  private static final Duration USUAL_OUTAGE = Duration.ofHours(4);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(366);
  private static final int MOST_CLAIMS = 20;

  private static Set<String> known() {
    Set<String> known = new HashSet<>(OWN);
    known.addAll(BearerSettings.names());
    return Set.copyOf(known);
  }

  public OidcSettings {
    algorithms = Set.copyOf(algorithms);
    authorizedParties = Set.copyOf(authorizedParties);
    hosts = Set.copyOf(hosts);
    claims = List.copyOf(claims);
  }

  /**
   * Those that a provider's tags make.
   *
   * @throws DirectoryException if a tag is no setting, or not one of its values
   */
  static OidcSettings of(Map<String, String> tags) {
    ProviderTags read = ProviderTags.of(tags, KNOWN);
    List<String> claims = List.copyOf(read.list("claims"));
    if (claims.size() > MOST_CLAIMS) {
      throw read.wrong("claims", "name at most %s claims".formatted(MOST_CLAIMS));
    }
    Duration keysFresh = read.duration("keys-fresh", USUALLY_FRESH, DAY);
    if (keysFresh.compareTo(LEAST_FRESH) < 0) {
      throw read.wrong("keys-fresh", "it must be at least " + LEAST_FRESH.toSeconds() + "s");
    }
    return new OidcSettings(
        read.list("algorithms", USUAL_ALGORITHMS, ALGORITHMS),
        read.word("token-type", List.of("id", "access")).equals("access"),
        read.text("claim-typ"),
        read.list("authorized-parties"),
        read.url("jwks-uri"),
        read.list("hosts"),
        keysFresh,
        read.duration("outage", USUAL_OUTAGE, DAY),
        read.duration("clock-skew", MINUTE, MOST_SKEW),
        read.duration("longest-life", DAY, YEAR),
        read.duration("oldest", DAY, YEAR),
        claims,
        read.flag("once"),
        read.flag("not-beyond-token"),
        read.text("sign-in-client"),
        BearerSettings.of(read, claims));
  }
}

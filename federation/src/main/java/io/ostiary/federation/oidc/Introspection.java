package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ostiary.federation.claim.Checks;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * What tokens say that only their issuer can read, as the issuer says when it is asked. An answer
 * is remembered, for a minute if the token is good and for seconds if it is not; and no issuer is
 * asked by more than a few requests at once, or strangers with made-up tokens would hold them all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 */
final class Introspection {
  private static final Duration LONGEST_GOOD = Duration.ofMinutes(1);
  private static final Duration LONGEST_BAD = Duration.ofSeconds(5);
  private static final Duration DISCOVERED = Duration.ofMinutes(15);
  private static final long MOST_CHARACTERS = 4_000_000;
  private static final int OVERHEAD = 2000;
  private static final int MOST_ISSUERS = 1000;
  private static final int AT_ONCE = 8;

  private record Asked(String token, OidcProvider provider) {}

  private record Answer(ObjectNode claims, Instant until) {}

  private record Endpoint(URI address, Instant until) {}

  private final IssuerHttp http;
  private final ClientSecrets secrets;
  private final Cache<Asked, Answer> answers =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Asked asked, Answer answer) -> asked.token.length() + OVERHEAD)
          .build();
  private final Cache<OidcProvider, Endpoint> endpoints =
      Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();
  private final Cache<String, Semaphore> places =
      Caffeine.newBuilder().maximumSize(MOST_ISSUERS).build();

  Introspection(IssuerHttp http, ClientSecrets secrets) {
    this.http = http;
    this.secrets = secrets;
  }

  /** What a token claims, vouched for by the issuer itself. */
  ObjectNode claims(String token, OidcProvider provider, String client, Instant now, Checks checks)
      throws FederationException {
    checks.require(
        "length",
        "at most " + CompactToken.LONGEST + " characters",
        token.length(),
        token.length() <= CompactToken.LONGEST);
    Asked asked = new Asked(token, provider);
    Answer known = answers.getIfPresent(asked);
    if (known == null || !now.isBefore(known.until)) {
      known = ask(asked, client, now, checks);
      answers.put(asked, known);
    }
    boolean active = isActive(known.claims);
    checks.require("active", "true", known.claims.path("active"), active);
    return known.claims;
  }

  private static boolean isActive(ObjectNode claims) {
    return claims.path("active").isBoolean() && claims.path("active").booleanValue();
  }

  private Answer ask(Asked asked, String client, Instant now, Checks checks)
      throws FederationException {
    Semaphore place = places.get(asked.provider.arn(), arn -> new Semaphore(AT_ONCE));
    if (!place.tryAcquire()) {
      throw checks.failed(
          Code.COMMUNICATION_ERROR, "issuer", "time for a question", AT_ONCE + " questions open");
    }
    try {
      ObjectNode claims = ask(asked.token, asked.provider, client, now);
      Duration longest = isActive(claims) ? LONGEST_GOOD : LONGEST_BAD;
      // Who answered is known: the issuer's own server.
      if (!claims.has("iss")) {
        claims.put("iss", asked.provider.issuer());
      }
      return new Answer(claims, now.plus(longest));
    } catch (IOException e) {
      throw checks.failed(
          Code.COMMUNICATION_ERROR, "introspection", "an answer", String.valueOf(e.getMessage()));
    } finally {
      place.release();
    }
  }

  private ObjectNode ask(String token, OidcProvider provider, String client, Instant now)
      throws IOException {
    String proof =
        secrets
            .basic(provider.issuer(), client)
            .orElseThrow(
                () ->
                    new IOException(
                        ("no secret of the client `%s` is known; put it into the file that"
                                + " `ostiary.oidc-client-secrets-file` names")
                            .formatted(client)));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("token", token);
    form.put("token_type_hint", "access_token");
    byte[] answer = http.post(endpoint(provider, now), form, proof, provider.thumbprints());
    return StrictJson.object(answer)
        .orElseThrow(() -> new IOException("the issuer's answer is no JSON object"));
  }

  private URI endpoint(OidcProvider provider, Instant now) throws IOException {
    Endpoint known = endpoints.getIfPresent(provider);
    if (known != null && now.isBefore(known.until)) {
      return known.address;
    }
    URI found = Discovery.of(provider, http).endpoint("introspection_endpoint");
    endpoints.put(provider, new Endpoint(found, now.plus(DISCOVERED)));
    return found;
  }
}

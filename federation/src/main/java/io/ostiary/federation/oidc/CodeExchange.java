package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;

/**
 * The code flow as a public client with PKCE. A provider's endpoints are on the host of its issuer,
 * and are asked for once in a quarter of an hour. Safe for any number of threads.
 */
public final class CodeExchange implements CodeFlow {
  private static final Duration KEPT = Duration.ofMinutes(15);

  private record Endpoints(Start start, URI token, Instant until) {}

  private final IssuerHttp http;
  private final InstantSource clock;

  /** By ARN and issuer; no more than there are providers. */
  private final Map<String, Endpoints> known = new ConcurrentHashMap<>();

  public CodeExchange(X509TrustManager trusted, InstantSource clock) {
    this.http = new IssuerHttp(trusted);
    this.clock = clock;
  }

  @Override
  public Start start(OidcProvider provider) throws IOException {
    return endpoints(provider).start();
  }

  @Override
  public String idToken(OidcProvider provider, Code code) throws IOException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", code.clientId());
    form.put("code", code.code());
    form.put("code_verifier", code.verifier());
    form.put("redirect_uri", code.redirectUri().toString());
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    ObjectNode answer =
        object(http.post(endpoints(provider).token(), body, provider.thumbprints()));
    String token = answer.path("id_token").asText();
    if (token.isEmpty()) {
      throw new IOException(
          "`%s` gives no ID token; ask for the scope `openid`".formatted(provider.issuer()));
    }
    return token;
  }

  private Endpoints endpoints(OidcProvider provider) throws IOException {
    String key = provider.arn() + ' ' + provider.issuer();
    Instant now = clock.instant();
    Endpoints kept = known.get(key);
    if (kept != null && now.isBefore(kept.until())) {
      return kept;
    }
    Endpoints found = discover(provider, now);
    known.put(key, found);
    return found;
  }

  private Endpoints discover(OidcProvider provider, Instant now) throws IOException {
    String issuer = provider.issuer();
    String path = (issuer.endsWith("/") ? "" : "/") + ".well-known/openid-configuration";
    ObjectNode document = object(http.get(URI.create(issuer + path), provider.thumbprints()));
    if (!document.path("issuer").asText().equals(issuer)) {
      throw new IOException("the discovery document of `%s` is another issuer's".formatted(issuer));
    }
    boolean statesIssuer =
        document.path("authorization_response_iss_parameter_supported").asBoolean();
    return new Endpoints(
        new Start(
            endpoint(issuer, document, "authorization_endpoint"),
            statesIssuer,
            endSession(issuer, document)),
        endpoint(issuer, document, "token_endpoint"),
        now.plus(KEPT));
  }

  /** Only browsers are sent there, so it may be at any host that is no less secure. */
  private static Optional<URI> endSession(String issuer, ObjectNode document) {
    try {
      return Optional.of(new URI(document.path("end_session_endpoint").asText()))
          .filter(stated -> stated.getHost() != null && stated.getRawUserInfo() == null)
          .filter(stated -> URI.create(issuer).getScheme().equals(stated.getScheme()));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static URI endpoint(String issuer, ObjectNode document, String name) throws IOException {
    URI own = URI.create(issuer);
    URI stated;
    try {
      stated = URI.create(document.path(name).asText());
    } catch (IllegalArgumentException malformed) {
      throw new IOException("the `%s` of `%s` is no address".formatted(name, issuer), malformed);
    }
    boolean sameHost =
        own.getHost().equals(stated.getHost())
            && own.getScheme().equals(stated.getScheme())
            && own.getPort() == stated.getPort();
    if (!sameHost) {
      throw new IOException("the `%s` of `%s` is at another host".formatted(name, issuer));
    }
    return stated;
  }

  private static ObjectNode object(byte[] json) throws IOException {
    return StrictJson.object(json)
        .orElseThrow(() -> new IOException("the provider's answer is no JSON object"));
  }
}

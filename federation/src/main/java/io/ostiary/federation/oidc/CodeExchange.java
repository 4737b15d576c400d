package io.ostiary.federation.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509TrustManager;

/**
 * The code flow with PKCE, as a client with a secret where there is one for the issuer. A
 * provider's endpoints are asked for once in a quarter of an hour. Safe for any number of threads.
 */
public final class CodeExchange implements CodeFlow {
  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final String METHODS = "token_endpoint_auth_methods_supported";

  /**
   * Where a provider's endpoints are.
   *
   * @param inForm whether it takes a client's secret in the form only
   */
  private record Endpoints(Start start, URI token, boolean inForm, Instant until) {}

  private record Origin(String providerArn, String issuer, Set<String> hosts) {}

  private final IssuerHttp http;
  private final ClientSecrets secrets;
  private final InstantSource clock;

  /** About as many as there are providers. */
  private final Map<Origin, Endpoints> known = new ConcurrentHashMap<>();

  /**
   * The flow with any provider.
   *
   * @param trusted decides which servers are a provider's
   */
  public CodeExchange(X509TrustManager trusted, ClientSecrets secrets, InstantSource clock) {
    this.http = new IssuerHttp(trusted);
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public Start start(OidcProvider provider) throws IOException {
    return endpoints(provider).start();
  }

  @Override
  public String idToken(OidcProvider provider, Code code) throws IOException {
    Endpoints endpoints = endpoints(provider);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", code.clientId());
    form.put("code", code.code());
    form.put("code_verifier", code.verifier());
    form.put("redirect_uri", code.redirectUri().toString());
    String proof = "";
    if (endpoints.inForm()) {
      secrets
          .form(provider.issuer(), code.clientId())
          .ifPresent(secret -> form.put("client_secret", secret));
    } else {
      proof = secrets.basic(provider.issuer(), code.clientId()).orElse("");
    }
    byte[] json = http.post(endpoints.token(), form, proof, provider.thumbprints());
    ObjectNode answer =
        StrictJson.object(json)
            .orElseThrow(() -> new IOException("the provider's answer is no JSON object"));
    String token = answer.path("id_token").asText();
    if (token.isEmpty()) {
      throw new IOException(
          "`%s` gives no ID token; ask for the scope `openid`".formatted(provider.issuer()));
    }
    return token;
  }

  private Endpoints endpoints(OidcProvider provider) throws IOException {
    Origin origin = new Origin(provider.arn(), provider.issuer(), provider.settings().hosts());
    Instant now = clock.instant();
    Endpoints kept = known.get(origin);
    if (kept != null && now.isBefore(kept.until())) {
      return kept;
    }
    Endpoints found = discover(provider, now);
    known.put(origin, found);
    return found;
  }

  private Endpoints discover(OidcProvider provider, Instant now) throws IOException {
    Discovery discovery = Discovery.of(provider, http);
    return new Endpoints(
        new Start(
            discovery.endpoint("authorization_endpoint"),
            discovery.says("authorization_response_iss_parameter_supported"),
            discovery.forBrowsers("end_session_endpoint")),
        discovery.endpoint("token_endpoint"),
        discovery.lacks(METHODS, "client_secret_basic"),
        now.plus(KEPT));
  }
}

package io.ostiary.endpoint.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.endpoint.login.Attempts.Attempt;
import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Signs somebody in whom an OpenID Connect provider knows: to the provider and back by the code
 * flow with PKCE, and into a role whose trust policy admits what the provider says.
 *
 * <p>State, nonce and PKCE's verifier are derived from the attempt.
 */
final class OidcSignIn {
  private static final String CALLBACK = "sign-in/oidc/callback";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SignInProviders providers;
  private final TokenVerifier verifier;
  private final CodeFlow flow;
  private final Attempts attempts;
  private final Entrance entrance;
  private final ProviderSignOut signOut;

  OidcSignIn(
      SignInProviders providers,
      TokenVerifier verifier,
      CodeFlow flow,
      Attempts attempts,
      Entrance entrance,
      ProviderSignOut signOut) {
    this.providers = providers;
    this.verifier = verifier;
    this.flow = flow;
    this.attempts = attempts;
    this.entrance = entrance;
    this.signOut = signOut;
  }

  /** Offers the providers on the first page. */
  void offer(Visit visit, Page page) {
    for (OidcProvider provider : providers.oidc()) {
      page.link(
          visit.ours("sign-in/oidc")
              + '?'
              + query(Map.of("provider", provider.arn(), "to", visit.returnPath())),
          "Sign in with " + provider.url());
    }
  }

  /** Sends the browser to a provider. */
  void start(Visit visit) throws IOException, RejectedRequestException {
    Optional<OidcProvider> provider = providers.oidc(visit.field("provider"));
    if (provider.isEmpty() || !BrowserCookie.possible(visit.request())) {
      Entrance.refuse(visit, "no such provider, or no TLS");
      return;
    }
    CodeFlow.Start start;
    try {
      start = flow.start(provider.get());
    } catch (IOException unreachable) {
      Entrance.refuse(visit, String.valueOf(unreachable.getMessage()));
      return;
    }
    Attempt attempt = attempts.begin(visit, provider.get().arn());
    String separator = start.endpoint().getQuery() == null ? "?" : "&";
    visit.leadAway(
        start.endpoint()
            + separator
            + query(
                Map.of(
                    "response_type", "code",
                    "scope", "openid",
                    "client_id", provider.get().settings().signInClient().orElseThrow(),
                    "redirect_uri", visit.address(CALLBACK).toString(),
                    "state", attempts.state(attempt),
                    "nonce", attempts.derived("nonce", attempt),
                    "code_challenge", sha256(attempts.derived("verifier", attempt)),
                    "code_challenge_method", "S256")));
  }

  /** The browser is back. */
  void callback(Visit visit) throws IOException, RejectedRequestException {
    Optional<Attempt> attempt = attempts.end(visit, visit.field("state"));
    Optional<OidcProvider> provider = attempt.flatMap(begun -> providers.oidc(begun.providerArn()));
    if (provider.isEmpty()) {
      Entrance.refuse(visit, "no attempt of this browser, or one that is over");
      return;
    }
    if (visit.field("code").isEmpty()) {
      Entrance.refuse(visit, "the provider sent no code, but " + reported(visit.field("error")));
      return;
    }
    try {
      if (!isFrom(visit, provider.get())) {
        Entrance.refuse(visit, "the answer is another issuer's");
        return;
      }
      enter(visit, attempt.get(), provider.get());
    } catch (FederationException refused) {
      Entrance.refuse(visit, refused.reason());
    } catch (IOException refused) {
      Entrance.refuse(visit, String.valueOf(refused.getMessage()));
    }
  }

  /** An error code of OAuth's, for the log: letters and underscores, not whatever was sent. */
  private static String reported(String error) {
    boolean code =
        !error.isEmpty()
            && error.length() <= 64
            && error.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
    return code ? "`" + error + "`" : "no error code either";
  }

  /** RFC 9207: with several providers, each has to say which it is. */
  private boolean isFrom(Visit visit, OidcProvider provider) throws IOException {
    String stated = visit.field("iss");
    return stated.isEmpty()
        ? !flow.start(provider).statesIssuer() && providers.oidc().size() == 1
        : stated.equals(provider.issuer());
  }

  private void enter(Visit visit, Attempt attempt, OidcProvider provider)
      throws IOException, FederationException, RejectedRequestException {
    String client = provider.settings().signInClient().orElseThrow();
    String idToken =
        flow.idToken(
            provider,
            new CodeFlow.Code(
                client,
                visit.field("code"),
                attempts.derived("verifier", attempt),
                visit.address(CALLBACK)));
    FederatedIdentity identity =
        verifier.webIdentity(idToken, provider.accountId(), providers.directory());
    boolean asked =
        identity.providerArn().equals(provider.arn())
            && identity.audience().equals(client)
            && attempts.isDerived("nonce", attempt, nonce(idToken));
    if (!asked) {
      throw new IOException("the ID token was made for another sign-in");
    }
    signOut.remember(visit, idToken);
    entrance.enter(visit, identity, attempt.to());
  }

  /** Of a token that is verified. */
  private static String nonce(String idToken) throws IOException {
    String payload = idToken.substring(idToken.indexOf('.') + 1, idToken.lastIndexOf('.'));
    return JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("nonce").asText();
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> one.getKey() + '=' + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String sha256(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }
}

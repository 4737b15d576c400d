package io.ostiary.endpoint.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.session.AssumedRole;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Signs somebody in whom an OpenID Connect provider knows: to the provider and back by the code
 * flow with PKCE, and into a role whose trust policy admits what the provider says.
 *
 * <p>One random number, in a cookie, makes an attempt: state, nonce and PKCE's verifier are derived
 * from it, so nothing is kept here until the browser is back, and then only that it was.
 */
final class OidcSignIn {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");
  private static final BrowserCookie ATTEMPT = new BrowserCookie("oidc");
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String PURPOSE = "oidc attempt";
  private static final String CALLBACK = "sign-in/oidc/callback";
  private static final String TITLE = "Sign in";
  private static final int RANDOM_BYTES = 32;
  private static final int PARTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** What the cookie says: which provider, and where to go after all. */
  private record Attempt(String random, String providerArn, String to) {}

  private final Realm realm;
  private final TokenVerifier verifier;
  private final CodeFlow flow;
  private final BrowserSession session;
  private final FormToken token;
  private final InstantSource clock;
  private final SecureRandom random;

  OidcSignIn(
      Realm realm,
      TokenVerifier verifier,
      CodeFlow flow,
      BrowserSession session,
      FormToken token,
      InstantSource clock,
      SecureRandom random) {
    this.realm = realm;
    this.verifier = verifier;
    this.flow = flow;
    this.session = session;
    this.token = token;
    this.clock = clock;
    this.random = random;
  }

  /** The providers of the installation's account by which people sign in. */
  private List<OidcProvider> providers() {
    return realm.directory().snapshot().oidcProviders(realm.accountId()).stream()
        .filter(provider -> provider.settings().signInClient().isPresent())
        .toList();
  }

  private Optional<OidcProvider> provider(String arn) {
    return providers().stream().filter(provider -> provider.arn().equals(arn)).findFirst();
  }

  /** Offers them on the first page. */
  void offer(Visit visit, Page page) {
    for (OidcProvider provider : providers()) {
      page.link(
          visit.ours("sign-in/oidc")
              + '?'
              + query(Map.of("provider", provider.arn(), "to", visit.returnPath())),
          "Sign in with " + provider.url());
    }
  }

  /** Sends the browser to a provider. */
  void start(Visit visit) throws IOException {
    Optional<OidcProvider> provider = provider(visit.field("provider"));
    if (provider.isEmpty() || !BrowserCookie.possible(visit.request())) {
      fail(visit, "no such provider, or no TLS");
      return;
    }
    CodeFlow.Start start;
    try {
      start = flow.start(provider.get());
    } catch (IOException unreachable) {
      fail(visit, String.valueOf(unreachable.getMessage()));
      return;
    }
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String fresh = BASE64.encodeToString(bytes);
    String text = String.join("\n", fresh, provider.get().arn(), visit.returnPath());
    String ticket = realm.tickets().issue(PURPOSE, text, clock.instant().plus(LONGEST));
    ATTEMPT.set(visit.request(), visit.response(), ticket, LONGEST);
    String separator = start.endpoint().getQuery() == null ? "?" : "&";
    visit.leadAway(
        start.endpoint()
            + separator
            + query(
                Map.of(
                    "response_type", "code",
                    "scope", "openid",
                    "client_id", provider.get().settings().signInClient().orElseThrow(),
                    "redirect_uri", redirectUri(visit).toString(),
                    "state", derived("state", fresh),
                    "nonce", derived("nonce", fresh),
                    "code_challenge", sha256(derived("verifier", fresh)),
                    "code_challenge_method", "S256")));
  }

  private String derived(String what, String from) {
    return realm.tickets().derive("oidc " + what, from);
  }

  /** The browser is back. */
  void callback(Visit visit) throws IOException, RejectedRequestException {
    Optional<Attempt> attempt = attempt(visit);
    ATTEMPT.clear(visit.request(), visit.response());
    Optional<OidcProvider> provider = attempt.flatMap(begun -> provider(begun.providerArn()));
    if (provider.isEmpty() || !isAnswer(visit, attempt.get())) {
      fail(visit, "no attempt of this browser, or one that is over");
      return;
    }
    try {
      if (!isFrom(visit, provider.get())) {
        fail(visit, "the answer is another issuer's");
        return;
      }
      FederatedIdentity identity = identity(visit, attempt.get(), provider.get());
      enter(visit, identity, attempt.get().to());
    } catch (FederationException refused) {
      fail(visit, refused.reason());
    } catch (IOException refused) {
      fail(visit, String.valueOf(refused.getMessage()));
    }
  }

  private Optional<Attempt> attempt(Visit visit) throws RejectedRequestException {
    return ATTEMPT
        .read(visit.request())
        .flatMap(ticket -> realm.tickets().open(PURPOSE, ticket, clock.instant()))
        .map(text -> text.split("\n", PARTS))
        .filter(parts -> parts.length == PARTS)
        .map(parts -> new Attempt(parts[0], parts[1], parts[2]));
  }

  /** Whether the attempt is answered with a code, for the first time. */
  private boolean isAnswer(Visit visit, Attempt attempt) {
    return realm.tickets().isDerived("oidc state", attempt.random(), visit.field("state"))
        && !visit.field("code").isEmpty()
        && realm.once().claim("oidc-attempt", attempt.random(), clock.instant().plus(LONGEST));
  }

  /** RFC 9207: with several providers, each has to say which it is. */
  private boolean isFrom(Visit visit, OidcProvider provider) throws IOException {
    String stated = visit.field("iss");
    return stated.isEmpty()
        ? !flow.start(provider).statesIssuer() && providers().size() == 1
        : stated.equals(provider.issuer());
  }

  private FederatedIdentity identity(Visit visit, Attempt attempt, OidcProvider provider)
      throws IOException, FederationException {
    String client = provider.settings().signInClient().orElseThrow();
    CodeFlow.Code code =
        new CodeFlow.Code(
            client, visit.field("code"), derived("verifier", attempt.random()), redirectUri(visit));
    String idToken = flow.idToken(provider, code);
    Directory snapshot = realm.directory().snapshot();
    FederatedIdentity identity = verifier.webIdentity(idToken, provider.accountId(), snapshot);
    boolean asked =
        identity.providerArn().equals(provider.arn())
            && identity.audience().equals(client)
            && realm.tickets().isDerived("oidc nonce", attempt.random(), nonce(idToken));
    if (!asked) {
      throw new IOException("the ID token was made for another sign-in");
    }
    return identity;
  }

  /** Of a token that is verified. */
  private static String nonce(String idToken) throws IOException {
    String payload = idToken.substring(idToken.indexOf('.') + 1, idToken.lastIndexOf('.'));
    return JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("nonce").asText();
  }

  /** Into the one role that admits somebody, or the one to be chosen. */
  private void enter(Visit visit, FederatedIdentity identity, String to)
      throws IOException, RejectedRequestException {
    List<AssumedRole> roles = session.open(visit, identity);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} of {1} signed in, {2} roles admit it, request {3}",
        identity.subject(),
        identity.providerArn(),
        roles.size(),
        visit.authorized().requestId());
    visit.authorized().journal().record(ConsoleLogin.of(identity, roles));
    if (roles.size() == 1) {
      session.begin(visit, roles.get(0).credentials());
      visit.lead(to);
      return;
    }
    Page page = new Page(TITLE);
    if (roles.isEmpty()) {
      page.notice("You are known, but no role admits you. Ask an administrator.");
    }
    String formToken = token.of(visit);
    for (AssumedRole role : roles) {
      page.form(
          new Page.Form(visit.ours("sign-in/role"), formToken)
              .hidden("to", to)
              .hidden("session", role.credentials().revealSessionToken())
              .button(roleName(role.arn())));
    }
    page.write(visit.response());
  }

  /** Of {@code arn:aws:sts::1:assumed-role/name/session}. */
  private static String roleName(String sessionArn) {
    int start = sessionArn.indexOf('/') + 1;
    return sessionArn.substring(start, sessionArn.indexOf('/', start));
  }

  /** Takes the role that was chosen. */
  void role(Visit visit) throws IOException, RejectedRequestException {
    if (token.isSent(visit) && session.begin(visit, visit.field("session"))) {
      visit.lead(visit.returnPath());
    } else {
      fail(visit, "a role was chosen too late, or none");
    }
  }

  private static void fail(Visit visit, String reason) throws IOException {
    visit.authorized().journal().record(ConsoleLogin.refused(reason));
    LOG.log(
        System.Logger.Level.WARNING,
        "a sign-in by a provider from {0} was refused: {1}, request {2}",
        visit.request().clientAddress(),
        reason,
        visit.authorized().requestId());
    new Page(TITLE)
        .notice(
            "That did not work. Try again; if it goes on, tell an administrator the request id.")
        .text("Request " + visit.authorized().requestId())
        .link(visit.ours("sign-in"), "Back to the beginning")
        .write(visit.response());
  }

  private static URI redirectUri(Visit visit) {
    return URI.create(
        (visit.request().secure() ? "https://" : "http://")
            + visit.request().host()
            + visit.ours(CALLBACK));
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

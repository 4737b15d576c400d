package io.ostiary.endpoint.login;

import io.ostiary.filter.Finding;
import io.ostiary.filter.audit.AuditEvent.Failure;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.ProviderLogout;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.LiveDirectory;
import io.ostiary.realm.directory.RevokeSessions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends sessions: because somebody signs out here, or because they did at their provider. */
final class SignOut {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");

  private static final String EVENT = "ProviderLogout";

  private final SignInProviders providers;
  private final TokenVerifier verifier;
  private final ProviderSignOut elsewhere;
  private final BrowserSession session;
  private final FormToken token;
  private final LiveDirectory live;

  SignOut(
      LiveDirectory live,
      SignInProviders providers,
      TokenVerifier verifier,
      ProviderSignOut elsewhere,
      BrowserSession session,
      FormToken token) {
    this.live = live;
    this.providers = providers;
    this.verifier = verifier;
    this.elsewhere = elsewhere;
    this.session = session;
    this.token = token;
  }

  /** Ends the session here, and offers to end the login at the provider. */
  void here(Visit visit) throws IOException, RejectedRequestException {
    if (!token.isSent(visit)) {
      visit.lead(visit.ours("sign-in"));
      return;
    }
    Optional<Session.Origin> origin = visit.caller().session().map(ended -> ended.chain().origin());
    session.end(visit);
    elsewhere.forget(visit);
    Optional<Page> page =
        origin.isPresent() ? elsewhere.offer(visit, origin.get()) : Optional.empty();
    if (page.isPresent()) {
      page.get().write(visit.response());
    } else {
      visit.lead(visit.ours("sign-in"));
    }
  }

  /** Takes a provider's word, server to server, that somebody signed out there. */
  void byProvider(Visit visit) throws IOException {
    try {
      ProviderLogout logout =
          verifier.logout(
              visit.field("logout_token"), providers.accountId(), providers.directory());
      Instant unused = live.execute(new RevokeSessions(providers.accountId(), logout.id()));
      visit.authorized().journal().record(ended(logout));
      LOG.log(
          System.Logger.Level.INFO,
          "{0} ended {1} `{2}`, request {3}",
          logout.providerArn(),
          logout.of() == ProviderLogout.Of.LOGIN ? "the login" : "all logins of",
          logout.name(),
          visit.authorized().requestId());
      answer(visit.response(), HttpServletResponse.SC_OK, "");
    } catch (FederationException refused) {
      visit.authorized().journal().record(refused(refused.reason()));
      LOG.log(
          System.Logger.Level.WARNING,
          "a logout from {0} was refused: {1}, request {2}",
          visit.request().clientAddress(),
          refused.reason(),
          visit.authorized().requestId());
      answer(
          visit.response(), HttpServletResponse.SC_BAD_REQUEST, "{\"error\":\"invalid_request\"}");
    }
  }

  private static Finding ended(ProviderLogout logout) {
    boolean one = logout.of() == ProviderLogout.Of.LOGIN;
    return Finding.allowed(
        EVENT,
        Optional.empty(),
        Map.of("provider", logout.providerArn(), one ? "login" : "subject", logout.name()),
        List.of(),
        Map.of());
  }

  private static Finding refused(String reason) {
    Failure failure = new Failure("invalid_request", "The logout token does not hold.");
    return Finding.refused(
        EVENT, "Refused", Optional.empty(), Map.of(), List.of(), failure, reason);
  }

  private static void answer(HttpServletResponse response, int status, String json)
      throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    if (!json.isEmpty()) {
      response.setContentType("application/json");
    }
    response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
  }
}

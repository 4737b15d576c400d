package io.ostiary.endpoint.login;

import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.authentication.Session.Origin;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The end of a login at the provider that vouched for it, which whoever signs out is offered.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect
 *     RP-Initiated Logout</a>
 */
final class ProviderSignOut {
  private static final System.Logger LOG = System.getLogger("ostiary.signin");

  /** The token by which a provider knows which login to end. */
  private static final BrowserCookie ID_TOKEN = new BrowserCookie("id-token");

  private static final Duration LONGEST = Duration.ofHours(12);

  /** It travels with every request; a longer one is not worth that. */
  private static final int LONGEST_TOKEN = 2048;

  private final SignInProviders providers;
  private final CodeFlow flow;

  ProviderSignOut(SignInProviders providers, CodeFlow flow) {
    this.providers = providers;
    this.flow = flow;
  }

  /** Keeps the token of a login that has just begun, with the browser. */
  void remember(Visit visit, String idToken) {
    if (idToken.length() <= LONGEST_TOKEN) {
      ID_TOKEN.set(visit.request(), visit.response(), idToken, LONGEST);
    } else {
      forget(visit);
    }
  }

  /** That of an earlier login is of no use any more. */
  void forget(Visit visit) {
    ID_TOKEN.clear(visit.request(), visit.response());
  }

  /**
   * A page with a form that ends the login at the provider, too; empty if it cannot be ended there.
   *
   * @param origin of the session that is over here
   */
  Optional<Page> offer(Visit visit, Origin origin) throws RejectedRequestException {
    if (origin.type() != Origin.Type.WEB_IDENTITY) {
      return Optional.empty();
    }
    Optional<OidcProvider> provider = providers.oidc(origin.id());
    Optional<URI> endSession = provider.flatMap(this::endSession);
    if (provider.isEmpty() || endSession.isEmpty()) {
      return Optional.empty();
    }
    Page.Form form =
        Page.Form.away(endSession.get())
            .hidden("client_id", provider.get().settings().signInClient().orElseThrow())
            .hidden("post_logout_redirect_uri", visit.address("sign-in").toString());
    Optional<String> idToken = ID_TOKEN.read(visit.request());
    if (idToken.isPresent()) {
      form.hidden("id_token_hint", idToken.get());
    }
    String name = provider.get().url();
    return Optional.of(
        new Page("Signed out")
            .text("You are signed out here. " + name + " may still know this browser.")
            .formsTo(endSession.get())
            .form(form.button("Sign out of " + name))
            .link(visit.ours("sign-in"), "Sign in again"));
  }

  private Optional<URI> endSession(OidcProvider provider) {
    try {
      return flow.start(provider).endSession();
    } catch (IOException unreachable) {
      LOG.log(
          System.Logger.Level.INFO,
          "nobody is offered to sign out of {0}: {1}",
          provider.issuer(),
          unreachable.getMessage());
      return Optional.empty();
    }
  }
}

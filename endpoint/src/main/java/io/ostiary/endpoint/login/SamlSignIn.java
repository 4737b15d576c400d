package io.ostiary.endpoint.login;

import io.ostiary.endpoint.login.Attempts.Attempt;
import io.ostiary.filter.authentication.BrowserCookie;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.SamlFlow;
import io.ostiary.realm.authentication.TokenVerifier;
import io.ostiary.realm.directory.SamlProvider;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Signs somebody in whom a SAML provider knows, by the Web SSO profile: to the provider by a
 * redirect, and back by a form that its page makes the browser send. Where a provider's tags admit
 * it, people may also begin at the provider.
 */
final class SamlSignIn {
  private final SignInProviders providers;
  private final TokenVerifier verifier;
  private final SamlFlow flow;
  private final Attempts attempts;
  private final Entrance entrance;
  private final ProviderSignOut signOut;

  SamlSignIn(
      SignInProviders providers,
      TokenVerifier verifier,
      SamlFlow flow,
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
    for (SamlProvider provider : providers.saml()) {
      page.link(
          visit.ours("sign-in/saml")
              + "?provider="
              + encoded(provider.arn())
              + "&to="
              + encoded(visit.returnPath()),
          "Sign in with " + provider.name());
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Sends the browser to a provider. */
  void start(Visit visit) throws IOException, RejectedRequestException {
    Optional<SamlProvider> provider = providers.saml(visit.field("provider"));
    if (provider.isEmpty() || !BrowserCookie.possible(visit.request())) {
      Entrance.refuse(visit, "no such provider, or no TLS");
      return;
    }
    Attempt attempt = attempts.begin(visit, provider.get().arn());
    Optional<URI> address =
        flow.signIn(
            provider.get(), providers.directory(), requestId(attempt), attempts.state(attempt));
    if (address.isEmpty()) {
      Entrance.refuse(visit, "the provider's metadata name no safe address to sign in at");
      return;
    }
    visit.leadAway(address.get().toString());
  }

  /** An XML id must not begin with a digit. */
  private String requestId(Attempt attempt) {
    return "_" + attempts.derived("request", attempt);
  }

  /** The browser brings a response. */
  void answer(Visit visit) throws IOException, RejectedRequestException {
    if (!BrowserCookie.possible(visit.request())) {
      Entrance.refuse(visit, "no TLS");
      return;
    }
    String response = visit.field("SAMLResponse");
    Optional<Attempt> attempt = attempts.end(visit, visit.field("RelayState"));
    Optional<SamlProvider> provider =
        attempt.isPresent()
            ? providers.saml(attempt.get().providerArn())
            : whoMayComeUnasked(response);
    if (provider.isEmpty()) {
      Entrance.refuse(visit, "no attempt of this browser, or one that is over");
      return;
    }
    // Who begins at the provider may name a page there, as relay state.
    String to = attempt.map(Attempt::to).orElseGet(() -> visit.returnPath("RelayState"));
    try {
      FederatedIdentity identity =
          verifier.saml(
              response, provider.get().arn(), attempt.map(this::requestId), providers.directory());
      signOut.forget(visit);
      entrance.enter(visit, identity, to);
    } catch (FederationException refused) {
      Entrance.refuse(visit, refused.reason());
    }
  }

  /** The issuer selects the provider; the response is verified against that one. */
  private Optional<SamlProvider> whoMayComeUnasked(String response) {
    Optional<String> issuer = flow.issuer(response);
    return providers.saml().stream()
        .filter(provider -> provider.settings().unasked())
        .filter(provider -> issuer.equals(Optional.of(provider.issuer())))
        .findFirst();
  }

  /** What providers are told of us by. */
  void metadata(Visit visit) throws IOException {
    byte[] metadata = flow.metadata().getBytes(StandardCharsets.UTF_8);
    HttpServletResponse response = visit.response();
    response.setContentType("application/samlmetadata+xml");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    response.setContentLength(metadata.length);
    response.getOutputStream().write(metadata);
  }
}

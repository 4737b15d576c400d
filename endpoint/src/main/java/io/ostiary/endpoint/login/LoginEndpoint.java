package io.ostiary.endpoint.login;

import io.ostiary.endpoint.query.Definitions;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ErrorAnswer;
import io.ostiary.filter.ServiceHandler;
import io.ostiary.filter.authentication.CredentialException;
import io.ostiary.filter.authentication.CrossSite;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.authentication.PersonLogin;
import io.ostiary.realm.authentication.SamlFlow;
import io.ostiary.realm.authentication.TokenVerifier;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** The pages by which people sign in, care for their MFA device, change role and sign out. */
public final class LoginEndpoint implements ServiceHandler {
  private static final String SERVICE = "signin";
  private static final String OURS = "/.ostiary/";
  private static final String SAML_RESPONSE = "POST sign-in/saml";
  private static final String PROVIDER_LOGOUT = "POST sign-out/back-channel";

  /** What no page of ours sends: a provider's page, or its server. It proves itself otherwise. */
  private static final Set<String> FROM_PROVIDERS = Set.of(SAML_RESPONSE, PROVIDER_LOGOUT);

  /** What one page does. */
  @FunctionalInterface
  private interface Step {
    void answer(Visit visit) throws IOException, RejectedRequestException;
  }

  private final String home;
  private final Map<String, Step> steps;

  /**
   * Signs people of a realm in.
   *
   * @param people the identity stores by which people sign in besides
   * @param home the page below the context path where they land; empty for that of their account
   */
  public LoginEndpoint(
      Realm realm,
      TokenVerifier verifier,
      CodeFlow codeFlow,
      SamlFlow samlFlow,
      PersonLogin people,
      String home,
      InstantSource clock,
      SecureRandom random) {
    this.home = home;
    FormToken token = new FormToken(realm.tickets(), random);
    BrowserSession session = new BrowserSession(realm, token);
    SignInProviders providers = new SignInProviders(realm);
    Entrance entrance = new Entrance(session, token);
    ProviderSignOut elsewhere = new ProviderSignOut(providers, codeFlow);
    OidcSignIn oidc =
        new OidcSignIn(
            providers,
            verifier,
            codeFlow,
            new Attempts("oidc", false, realm, clock, random),
            entrance,
            elsewhere);
    SamlSignIn saml =
        new SamlSignIn(
            providers,
            verifier,
            samlFlow,
            new Attempts("saml", true, realm, clock, random),
            entrance,
            elsewhere);
    StoreSignIn stores = new StoreSignIn(people, entrance, token);
    SignIn signIn =
        new SignIn(
            realm.directory(),
            realm.accountId(),
            realm.passwordLogin(),
            oidc,
            saml,
            stores,
            elsewhere,
            session,
            token);
    SignOut signOut =
        new SignOut(realm.directory(), providers, verifier, elsewhere, session, token);
    MyAccount account = new MyAccount(realm.directory(), session, token);
    steps =
        Map.ofEntries(
            Map.entry("GET sign-in", signIn::show),
            Map.entry("POST sign-in", signIn::password),
            Map.entry("POST sign-in/code", signIn::code),
            Map.entry("POST sign-in/password", signIn::newPassword),
            Map.entry("GET sign-in/oidc", oidc::start),
            Map.entry("GET sign-in/oidc/callback", oidc::callback),
            Map.entry("GET sign-in/saml", saml::start),
            Map.entry(SAML_RESPONSE, saml::answer),
            Map.entry("GET sign-in/saml/metadata", saml::metadata),
            Map.entry("GET sign-in/store", stores::show),
            Map.entry("POST sign-in/store", visit -> stores.password(visit, signIn::next)),
            Map.entry("POST sign-in/role", entrance::role),
            Map.entry("POST sign-out", signOut::here),
            Map.entry(PROVIDER_LOGOUT, signOut::byProvider),
            Map.entry("GET account", account::show),
            Map.entry("POST account/mfa", account::addDevice),
            Map.entry("POST account/mfa/enable", account::enableDevice),
            Map.entry("POST account/recovery-codes", account::makeRecoveryCodes),
            Map.entry("POST role", account::switchRole),
            Map.entry("POST role/back", account::back));
  }

  /** Its routes. */
  public static ServiceDefinition definition() {
    return Definitions.beside(LoginEndpoint.class, "signin.service.json");
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    String path = request.match().route().paths().get(0).toString();
    String page = request.request().method() + ' ' + path.substring(OURS.length());
    Step step = steps.get(page);
    if (step == null) {
      throw new IllegalStateException("nobody answers " + path);
    }
    try {
      // Where a session is the evidence this was looked at before; nothing is lost.
      if (!FROM_PROVIDERS.contains(page)) {
        CrossSite.check(request.request());
      }
      step.answer(new Visit(request, response, home));
    } catch (CredentialException crossSite) {
      refuse(request, response, 403, "AccessDenied", crossSite);
    } catch (RejectedRequestException malformed) {
      refuse(request, response, 400, "MalformedInput", malformed);
    }
  }

  private static void refuse(
      AuthorizedRequest request,
      HttpServletResponse response,
      int status,
      String code,
      Exception why)
      throws IOException {
    ErrorAnswer.write(
        response,
        ErrorShape.PAGE,
        SERVICE,
        status,
        code,
        String.valueOf(why.getMessage()),
        request.requestId());
  }
}

package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What could be made of the answers with which a real Keycloak sends browsers back. */
@Tag("keycloak")
class KeycloakCodeFlowIT extends DepotInWildFly {
  private static final String FAILED = "That did not work.";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Keycloak keycloak;

  @BeforeEach
  void trustIt() throws Exception {
    keycloak = Keycloak.running();
    String role =
        depot.newRole(
            fresh("visitor"),
            keycloak.trustedBy(depot),
            "sts:AssumeRoleWithWebIdentity",
            "\"StringEquals\": {\"%s:aud\": \"depot\"}".formatted(keycloak.issuerHost()));
    assertThat(role).isNotEmpty();
  }

  private URI page(String path) {
    return depot.endpoint().resolve(path);
  }

  /** Signs somebody in at Keycloak, whereto a browser was sent; where that is sent back to. */
  private URI signIn(Browser browser, String user, String to) throws Exception {
    String chooser = browser.get(page("/.ostiary/sign-in?to=" + to)).body();
    Matcher link =
        Pattern.compile(
                "href=\"(/\\.ostiary/sign-in/oidc\\?[^\"]+)\">Sign in with "
                    + Pattern.quote(keycloak.issuerHost()))
            .matcher(chooser);
    assertThat(link.find()).as(chooser).isTrue();
    URI asked = location(browser.get(page(link.group(1).replace("&amp;", "&"))));
    Browser there = new Browser(http);
    String form = there.get(asked).body();
    return location(
        there.post(
            URI.create(Browser.attribute(form, "id=\"kc-form-login\"", "action")),
            Map.of("username", user, "password", Keycloak.PASSWORD)));
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private URI signIn(Browser browser, String user) throws Exception {
    return signIn(browser, user, "%2Fui%2F");
  }

  private static String parameter(URI address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address.toString());
    assertThat(found.find()).as(address.toString()).isTrue();
    return found.group(1);
  }

  private static URI with(URI address, String name, String value) {
    return URI.create(
        address.toString().replace(name + '=' + parameter(address, name), name + '=' + value));
  }

  /** Let in, at once or to a choice of roles. */
  private static void assertLetIn(HttpResponse<String> answer) {
    assertThat(answer.statusCode() == 303 || answer.body().contains("Several roles admit you."))
        .as(answer.statusCode() + answer.body())
        .isTrue();
  }

  @Test
  void anAnswerIsGoodForTheBrowserAndTheAttemptThatAskedAndOnce() throws Exception {
    Browser browser = new Browser(http);
    URI first = signIn(browser, "alice");
    URI second = signIn(browser, "alice");
    URI third = signIn(browser, "alice");

    assertThat(new Browser(http).get(first).body()).as("another browser").contains(FAILED);
    assertThat(browser.get(with(third, "state", parameter(second, "state"))).body())
        .as("the code of one attempt, the state of another")
        .contains(FAILED);
    Browser before = browser.copy();
    assertLetIn(browser.get(first));
    assertThat(browser.get(first).body()).as("again").contains(FAILED);
    assertThat(before.get(first).body()).as("again, with the cookies of then").contains(FAILED);
  }

  @Test
  void aCodeThatSomebodyElseGotIsOfNoUse() throws Exception {
    URI bobs = signIn(new Browser(http), "bob");
    Browser browser = new Browser(http);

    URI spliced = with(signIn(browser, "alice"), "code", parameter(bobs, "code"));

    assertThat(browser.get(spliced).body()).contains(FAILED);
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() throws Exception {
    String issuer = keycloak.issuer();
    for (String other : List.of("", issuer + '/', issuer.replace("iam", "master"), "https://x")) {
      Browser browser = new Browser(http);
      URI back = with(signIn(browser, "alice"), "iss", other);
      assertThat(browser.get(back).body()).as(back.toString()).contains(FAILED);
    }
  }

  @Test
  void nobodyIsLedToAnotherSite() throws Exception {
    for (String to : List.of("%2F%2Fevil.example", "%2F%5Cevil.example", "https%3A%2F%2Fevil")) {
      Browser browser = new Browser(http);
      HttpResponse<String> answer = browser.get(signIn(browser, "alice", to));
      assertLetIn(answer);
      assertThat(answer.headers().firstValue("Location").orElse("") + answer.body())
          .as(to)
          .doesNotContain("evil");
    }
  }

  @Test
  void noOtherTokenEndsALogin() throws Exception {
    Browser browser = new Browser(http);
    assertLetIn(browser.get(signIn(browser, "alice")));
    for (String token :
        List.of(keycloak.idToken("depot", "alice"), keycloak.accessToken("depot", "alice"))) {
      assertThat(
              new Browser(http)
                  .post(page("/.ostiary/sign-out/back-channel"), Map.of("logout_token", token))
                  .statusCode())
          .isEqualTo(400);
    }
  }
}

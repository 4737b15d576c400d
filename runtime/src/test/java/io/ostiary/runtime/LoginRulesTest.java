package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every page of the sign-in, whoever sends whatever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginRulesTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String SESSION = "ostiary-session";
  private static final Map<String, String> OWN = Map.of("Sec-Fetch-Site", "same-origin");

  private TestProvider provider;
  private Records application;
  private SimpleBrowser browser;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    provider = new TestProvider();
    application =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", data.toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.home-page", "/pages/home",
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()));
    Administrator root = new Administrator(application.port());
    root.iam("CreateUser", "UserName", "lucy");
    root.iam("CreateLoginProfile", "UserName", "lucy", "Password", PASSWORD);
    root.iam(
        "CreateOpenIDConnectProvider",
        "Url",
        provider.issuer(),
        "ClientIDList.member.1",
        "pages",
        "Tags.member.1.Key",
        "ostiary:sign-in-client",
        "Tags.member.1.Value",
        "pages");
  }

  @BeforeEach
  void openBrowser() throws Exception {
    browser = new SimpleBrowser(application.port());
  }

  @AfterAll
  void stop() throws Exception {
    application.close();
    provider.close();
  }

  private HttpResponse<String> signIn() throws Exception {
    String form =
        browser.form("/.ostiary/sign-in", "account", ACCOUNT, "user", "lucy", "password", PASSWORD);
    return browser.exchange("POST", "/.ostiary/sign-in", form, OWN);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /.ostiary/sign-in",
    "POST, /.ostiary/sign-in",
    "POST, /.ostiary/sign-in/code",
    "POST, /.ostiary/sign-in/password",
    "GET, /.ostiary/sign-in/oidc",
    "GET, /.ostiary/sign-in/oidc/callback",
    "GET, /.ostiary/sign-in/saml",
    "POST, /.ostiary/sign-in/saml",
    "POST, /.ostiary/sign-in/role",
    "POST, /.ostiary/sign-out",
    "GET, /.ostiary/account",
    "POST, /.ostiary/account/mfa",
    "POST, /.ostiary/account/mfa/enable",
    "POST, /.ostiary/account/recovery-codes",
    "POST, /.ostiary/role",
    "POST, /.ostiary/role/back"
  })
  void noPageIsKeptOrRunsScriptsOrTellsOtherSitesOfItself(String method, String page)
      throws Exception {
    String script = "\"><script>alert(1)</script>";
    for (boolean signedIn : new boolean[] {false, true}) {
      if (signedIn) {
        HttpResponse<String> unused = signIn();
      }
      String fields =
          SimpleBrowser.encoded(
              Map.of(
                  "to",
                  script,
                  "user",
                  script,
                  "account",
                  script,
                  "error",
                  script,
                  "provider",
                  script,
                  "state",
                  script,
                  "RelayState",
                  script,
                  "role",
                  script,
                  "name",
                  script));
      HttpResponse<String> answer =
          method.equals("GET")
              ? browser.exchange(method, page + '?' + fields, "", OWN)
              : browser.exchange(method, page, fields, OWN);

      assertThat(answer.statusCode()).isIn(200, 303, 400, 401, 403);
      assertThat(answer.body()).doesNotContain("<script");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Referrer-Policy").orElse(""))
          .isIn("same-origin", "no-referrer");
      if (answer.statusCode() == 303) {
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/");
      } else {
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      }
    }
  }

  @Test
  void aSessionThatSomebodyPlantedIsNotTheOneThatBegins() throws Exception {
    assertThat(signIn().statusCode()).isEqualTo(303);
    String mallorys = browser.cookies.get(SESSION);
    String mallorysForm = browser.cookies.get("ostiary-form");
    browser = new SimpleBrowser(application.port());
    browser.cookies.put(SESSION, mallorys);
    browser.cookies.put("ostiary-form", mallorysForm);
    browser.page = browser.exchange("GET", "/.ostiary/sign-in", "", OWN);

    assertThat(signIn().statusCode()).isEqualTo(303);

    assertThat(browser.cookies.get(SESSION)).isNotEqualTo(mallorys);
    assertThat(browser.cookies.get("ostiary-form")).isNotEqualTo(mallorysForm);
  }

  @Test
  void noTokenIsTakenFromAnAddressOrPutIntoOne() throws Exception {
    HttpResponse<String> led = signIn();
    String token = browser.cookies.remove(SESSION);
    assertThat(led.headers().firstValue("Location").orElseThrow()).doesNotContain(token);

    for (String name :
        List.of(SESSION, "session", "token", "access_token", "X-Amz-Security-Token")) {
      HttpResponse<String> answer =
          browser.exchange("GET", "/.ostiary/account?" + name + '=' + token, "", OWN);
      assertThat(answer.statusCode()).as(name).isNotEqualTo(200);
      assertThat(answer.body()).doesNotContain("user/lucy");
    }
  }

  @Test
  void twoSessionsAtOnceAreNone() throws Exception {
    HttpResponse<String> unused = signIn();
    String token = browser.cookies.get(SESSION);

    browser.cookies.put(SESSION, token + "; " + SESSION + "=planted");

    assertThat(browser.exchange("GET", "/.ostiary/account", "", OWN).statusCode()).isEqualTo(400);
  }

  @Test
  void everyCookieIsForThisHostAndForNoScript() throws Exception {
    HttpResponse<String> signedIn = signIn();
    HttpResponse<String> begun =
        browser.exchange(
            "GET",
            "/.ostiary/sign-in/oidc?provider=arn:aws:iam::%s:oidc-provider/%s"
                .formatted(ACCOUNT, provider.issuer().substring("http://".length())),
            "",
            OWN);

    assertThat(begun.statusCode()).isEqualTo(303);
    for (HttpResponse<String> answer : List.of(signedIn, begun)) {
      assertThat(answer.headers().allValues("Set-Cookie"))
          .isNotEmpty()
          .allSatisfy(
              cookie ->
                  assertThat(cookie)
                      .contains("; Path=/;", "; HttpOnly", "; SameSite=Lax")
                      .doesNotContain("Domain"));
    }
  }

  @Test
  void theProviderLearnsNothingButWhoAsks() throws Exception {
    HttpResponse<String> begun =
        browser.exchange(
            "GET",
            "/.ostiary/sign-in/oidc?to=%%2Fpages%%2Fsecret&provider=arn:aws:iam::%s:oidc-provider/%s"
                .formatted(ACCOUNT, provider.issuer().substring("http://".length())),
            "",
            OWN);

    assertThat(begun.headers().firstValue("Location").orElseThrow()).doesNotContain("secret");
    assertThat(begun.headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }
}

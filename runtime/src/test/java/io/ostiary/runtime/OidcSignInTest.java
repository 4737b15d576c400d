package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** People sign in where their company knows them, and come back into a role. */
class OidcSignInTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String ALICE = "arn:aws:sts::" + ACCOUNT + ":assumed-role/%s/alice";
  private static final String FAILED = "That did not work.";
  private static final Map<String, String> FROM_OUTSIDE = Map.of("Sec-Fetch-Site", "cross-site");

  @TempDir Path data;
  private TestProvider provider;
  private Records application;
  private SimpleBrowser browser;

  @BeforeEach
  void start() throws Exception {
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
    trust(provider);
    role("reader", "alice");
    browser = new SimpleBrowser(application.port());
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
    provider.close();
  }

  private String iam(String action, String... fields) throws Exception {
    return new Administrator(application.port()).iam(action, fields);
  }

  private void trust(TestProvider trusted) throws Exception {
    iam(
        "CreateOpenIDConnectProvider",
        "Url",
        trusted.issuer(),
        "ClientIDList.member.1",
        "pages",
        "Tags.member.1.Key",
        "ostiary:sign-in-client",
        "Tags.member.1.Value",
        "pages");
  }

  /** A role for one subject of the provider. */
  private void role(String name, String subject) throws Exception {
    String host = provider.issuer().substring("http://".length());
    iam(
        "CreateRole",
        "RoleName",
        name,
        "AssumeRolePolicyDocument",
        ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                + "\"Principal\":{\"Federated\":\"arn:aws:iam::%s:oidc-provider/%s\"},"
                + "\"Action\":\"sts:AssumeRoleWithWebIdentity\","
                + "\"Condition\":{\"StringEquals\":{\"%s:sub\":\"%s\",\"%s:aud\":\"pages\"}}}}")
            .formatted(ACCOUNT, host, host, subject, host));
    iam(
        "PutRolePolicy",
        "RoleName",
        name,
        "PolicyName",
        "p",
        "PolicyDocument",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"pages:GetPage\",\"Resource\":\"*\"}}");
  }

  /** Follows the link to the provider; where the browser is sent. */
  private URI leave(String wanted) throws Exception {
    browser.get(wanted);
    Matcher link =
        Pattern.compile("href=\"(/\\.ostiary/sign-in/oidc\\?[^\"]+)\"")
            .matcher(browser.page.body());
    assertThat(link.find()).as(browser.page.body()).isTrue();
    HttpResponse<String> sent =
        browser.exchange(
            "GET",
            link.group(1).replace("&amp;", "&"),
            "",
            Map.of("Sec-Fetch-Site", "same-origin"));
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(sent.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    return URI.create(sent.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> comeBack(URI back) throws Exception {
    browser.page =
        browser.exchange("GET", back.getRawPath() + "?" + back.getRawQuery(), "", FROM_OUTSIDE);
    return browser.page;
  }

  @Test
  void alicePassesByTheProviderToThePageInTheRoleThatAdmitsHer() throws Exception {
    role("other", "bob");
    URI back = provider.signIn(leave("/pages/7"));

    HttpResponse<String> led = comeBack(back);

    assertThat(led.statusCode()).as(led.body()).isEqualTo(303);
    assertThat(led.headers().firstValue("Location")).contains("/pages/7");
    browser.get("/pages/7");
    assertThat(Records.REACHED).containsExactly("GET /pages/7 " + ALICE.formatted("reader"));
    assertThat(browser.cookies.keySet())
        .containsExactly("ostiary-form", "ostiary-id-token", "ostiary-session");
  }

  @Test
  void whomSeveralRolesAdmitChooses() throws Exception {
    role("writer", "alice");
    comeBack(provider.signIn(leave("/pages/7")));
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
    assertThat(browser.page.body()).contains("<button>reader</button>", "<button>writer</button>");

    browser.press("/.ostiary/sign-in/role", "writer");

    assertThat(Records.REACHED).containsExactly("GET /pages/7 " + ALICE.formatted("writer"));
  }

  @Test
  void whomNoRoleAdmitsStaysOutside() throws Exception {
    provider.claims.put("sub", "mallory");

    comeBack(provider.signIn(leave("/pages/7")));

    assertThat(browser.page.body()).contains("no role admits you");
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }

  @Test
  void anAnswerIsGoodForOneBrowserOneAttemptAndOnce() throws Exception {
    URI back = provider.signIn(leave("/pages/7"));
    Map<String, String> cookies = Map.copyOf(browser.cookies);
    SimpleBrowser mine = browser;

    browser = new SimpleBrowser(application.port());
    assertThat(comeBack(back).body()).as("another browser").contains(FAILED);
    URI other = leave("/pages/7");
    assertThat(other).isNotEqualTo(back);
    assertThat(comeBack(back).body()).as("another attempt").contains(FAILED);

    browser = mine;
    assertThat(comeBack(back).statusCode()).isEqualTo(303);
    browser.cookies.putAll(cookies);
    assertThat(comeBack(back).body()).as("a second time").contains(FAILED);
  }

  @Test
  void aTokenMadeForAnotherSignInIsRefused() throws Exception {
    provider.claims.put("nonce", "another");

    assertThat(comeBack(provider.signIn(leave("/pages/7"))).body()).contains(FAILED);
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }

  @Test
  void aCodeThatSomebodyElseGotIsOfNoUse() throws Exception {
    URI mallorys = provider.signIn(leave("/pages/7"));
    String code = mallorys.getQuery().replaceAll(".*code=([^&]+).*", "$1");
    browser = new SimpleBrowser(application.port());
    URI alices = provider.signIn(leave("/pages/7"));

    URI spliced = URI.create(alices.toString().replaceAll("code=[^&]+", "code=" + code));

    assertThat(comeBack(spliced).body()).contains(FAILED);
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() throws Exception {
    for (String iss :
        new String[] {"&iss=https://evil.example", "&iss=" + provider.issuer() + "/", ""}) {
      browser = new SimpleBrowser(application.port());
      String back = provider.signIn(leave("/pages/7")).toString();

      String changed = back.replaceAll("&iss=.*", iss);

      assertThat(comeBack(URI.create(changed)).body()).as(changed).contains(FAILED);
    }
  }

  @Test
  void aRefusalOfTheProviderIsNoPageOfTheProviders() throws Exception {
    URI asked = leave("/pages/7");
    String state = asked.getQuery().replaceAll(".*state=([^&]+).*", "$1");
    URI back =
        URI.create(
            "http://x/.ostiary/sign-in/oidc/callback?error=%3Cscript%3E&error_description=hi&state="
                + state);

    assertThat(comeBack(back).body()).contains(FAILED).doesNotContain("<script>", "hi&");
  }

  @Test
  void nobodyIsSentToAProviderThatIsNoneForSigningIn() throws Exception {
    assertThat(
            browser
                .get("/.ostiary/sign-in/oidc?provider=arn:aws:iam::1:oidc-provider/evil.example")
                .body())
        .contains(FAILED);
  }

  @Test
  void aBrowserMayMakeSeveralAttemptsAtOnce() throws Exception {
    URI first = provider.signIn(leave("/pages/1"));
    URI second = provider.signIn(leave("/pages/2"));

    assertThat(comeBack(first).headers().firstValue("Location")).contains("/pages/1");
    assertThat(comeBack(second).headers().firstValue("Location")).contains("/pages/2");
  }

  @Test
  void theOldestOfTooManyAttemptsIsOver() throws Exception {
    List<URI> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(provider.signIn(leave("/pages/" + i)));
    }
    assertThat(browser.cookies.keySet()).filteredOn(name -> name.contains("-oidc-")).hasSize(5);

    assertThat(comeBack(answers.get(0)).body()).contains(FAILED);
    assertThat(comeBack(answers.get(1)).statusCode()).isEqualTo(303);
  }

  @Test
  void anAnswerThatSomebodyMadeUpEndsNoAttempt() throws Exception {
    URI back = provider.signIn(leave("/pages/7"));
    String state = back.getQuery().replaceAll(".*state=([^&]+).*", "$1");
    for (String madeUp : List.of(state.substring(0, 8), state + "x", "a", "; Path=/", "%00")) {
      URI changed = URI.create(back.toString().replace(state, encoded(madeUp)));
      assertThat(comeBack(changed).body()).as(madeUp).contains(FAILED);
    }

    assertThat(comeBack(back).statusCode()).isEqualTo(303);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void whoSignsOutIsOfferedToSignOutOfTheProviderToo() throws Exception {
    comeBack(provider.signIn(leave("/pages/7")));
    String idToken = browser.cookies.get("ostiary-id-token");
    browser.get("/.ostiary/account");

    browser.press("/.ostiary/sign-out", "Sign out");

    assertThat(browser.cookies.keySet()).containsExactly("ostiary-form");
    String page = browser.page.body();
    assertThat(page)
        .contains(
            "<form method=\"post\" action=\"" + provider.issuer() + "/logout\">",
            "name=\"id_token_hint\" value=\"" + idToken + "\"",
            "name=\"client_id\" value=\"pages\"",
            "name=\"post_logout_redirect_uri\" value=\"http://127.0.0.1:"
                + application.port()
                + "/.ostiary/sign-in\"")
        .doesNotContain("form-token");
    assertThat(browser.page.headers().firstValue("Content-Security-Policy").orElse(""))
        .endsWith("form-action 'self' " + provider.issuer());
    assertThat(browser.get("/pages/7").body()).contains("Sign in with");
  }

  @Test
  void whoSignsInByPasswordIsNotOfferedIt() throws Exception {
    comeBack(provider.signIn(leave("/pages/7")));
    iam("CreateUser", "UserName", "lucy");
    iam("CreateLoginProfile", "UserName", "lucy", "Password", "Correct-Horse-7");
    browser.get("/.ostiary/sign-in");
    browser.submit(
        "/.ostiary/sign-in", "account", ACCOUNT, "user", "lucy", "password", "Correct-Horse-7");
    assertThat(browser.cookies).doesNotContainKey("ostiary-id-token");
    browser.get("/.ostiary/account");

    browser.press("/.ostiary/sign-out", "Sign out");

    assertThat(browser.page.body()).contains("User name").doesNotContain("/logout");
  }

  private HttpResponse<String> logout(String token) throws Exception {
    SimpleBrowser server = new SimpleBrowser(application.port());
    server.cookies.clear();
    return server.exchange(
        "POST",
        "/.ostiary/sign-out/back-channel",
        SimpleBrowser.encoded(Map.of("logout_token", token)),
        Map.of());
  }

  private boolean isSignedIn() throws Exception {
    return browser.exchange("GET", "/pages/7", "", Map.of()).statusCode() == 200;
  }

  @Test
  void aLoginThatTheProviderEndsIsOverHereWithTheRolesTakenInIt() throws Exception {
    comeBack(provider.signIn(leave("/pages/7")));
    assertThat(isSignedIn()).isTrue();
    SimpleBrowser first = browser;
    provider.claims.put("sid", "login-2");
    browser = new SimpleBrowser(application.port());
    comeBack(provider.signIn(leave("/pages/7")));

    String token = provider.logoutToken("logout+jwt", Map.of());
    HttpResponse<String> answer = logout(token);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(isSignedIn()).as("another login of the same subject").isTrue();
    browser = first;
    assertThat(isSignedIn()).isFalse();
    assertThat(logout(token).statusCode()).as("a second time").isEqualTo(400);
  }

  @Test
  void allLoginsOfASubjectAreOverWhereTheProviderNamesNone() throws Exception {
    comeBack(provider.signIn(leave("/pages/7")));
    role("other", "bob");

    assertThat(logout(provider.logoutToken("JWT", Map.of("sid", "absent", "sub", "bob"))))
        .returns(200, HttpResponse::statusCode);
    assertThat(isSignedIn()).isTrue();
    assertThat(logout(provider.logoutToken("JWT", Map.of("sid", "absent"))))
        .returns(200, HttpResponse::statusCode);
    assertThat(isSignedIn()).isFalse();
    comeBack(provider.signIn(leave("/pages/7")));
    assertThat(isSignedIn()).as("a new login").isTrue();
  }

  static Stream<Arguments> tokensThatEndNothing() {
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        arguments("for another client", "logout+jwt", Map.of("aud", "other")),
        arguments("of another issuer", "logout+jwt", Map.of("iss", "https://evil.example")),
        arguments("without its event", "logout+jwt", Map.of("events", Map.of())),
        arguments("with an event that is a text", "JWT", Map.of("events", "logout")),
        arguments("with a nonce, as an ID token", "logout+jwt", Map.of("nonce", "n")),
        arguments("of an hour ago", "logout+jwt", Map.of("iat", now - 3600, "exp", now + 60)),
        arguments("of tomorrow", "logout+jwt", Map.of("iat", now + 86_400)),
        arguments("that expired", "logout+jwt", Map.of("exp", now - 100)),
        arguments("without an id", "logout+jwt", Map.of("jti", "absent")),
        arguments("of nobody", "logout+jwt", Map.of("sub", "absent", "sid", "absent")),
        arguments("with a login of no name", "logout+jwt", Map.of("sid", "")),
        arguments("of another type", "at+jwt", Map.of()));
  }

  @ParameterizedTest(name = "a logout token {0}")
  @MethodSource("tokensThatEndNothing")
  void anyOtherTokenEndsNothing(String what, String type, Map<String, Object> claims)
      throws Exception {
    comeBack(provider.signIn(leave("/pages/7")));

    HttpResponse<String> answer = logout(provider.logoutToken(type, claims));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_request\"}");
    assertThat(isSignedIn()).isTrue();
  }

  @Test
  void aLogoutTokenLetsNobodyIn() throws Exception {
    provider.claims.put(
        "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));

    assertThat(comeBack(provider.signIn(leave("/pages/7"))).body()).contains(FAILED);
  }
}

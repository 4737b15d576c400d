package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(browser.cookies).doesNotContainKey("ostiary-oidc");
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
}

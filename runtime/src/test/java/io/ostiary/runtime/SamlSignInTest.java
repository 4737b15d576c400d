package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.runtime.TestSamlProvider.Asked;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in by SAML: from here to the provider and back, or beginning there. */
class SamlSignInTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String ALICE = "arn:aws:sts::" + ACCOUNT + ":assumed-role/%s/alice";
  private static final String FAILED = "That did not work.";
  private static final String DOOR = "https://door.example.com";
  private static final String RESPONSES = "/.ostiary/sign-in/saml";
  private static final Map<String, String> FROM_OUTSIDE =
      Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://idp.example.com");

  @TempDir Path folder;
  private Records application;
  private SimpleBrowser browser;

  private static TestSamlProvider provider;
  private static TestSamlProvider partner;

  @BeforeAll
  static void makeKeys(@TempDir Path keys) throws Exception {
    provider = new TestSamlProvider(keys, "https://idp.example.com/company");
    partner = new TestSamlProvider(keys, "https://idp.example.org/partner");
  }

  @BeforeEach
  void start() throws Exception {
    application =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data",
                folder.resolve("data").toString(),
                "ostiary.account-id",
                ACCOUNT,
                "ostiary.home-page",
                "/pages/home",
                "ostiary.external-url",
                DOOR,
                "ostiary.root-access-key-id",
                Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key",
                Administrator.KEY.secretAccessKey()));
    trust("company", provider, "sign-in", "true");
    role("reader");
    provider.roles = List.of(offer("reader"));
    browser = new SimpleBrowser(application.port());
  }

  @AfterEach
  void stop() throws Exception {
    application.close();
  }

  private void iam(String action, String... fields) throws Exception {
    String unused = new Administrator(application.port()).iam(action, fields);
  }

  private void trust(String name, TestSamlProvider trusted, String tag, String value)
      throws Exception {
    iam(
        "CreateSAMLProvider",
        "Name",
        name,
        "SAMLMetadataDocument",
        trusted.metadata(),
        "Tags.member.1.Key",
        "ostiary:" + tag,
        "Tags.member.1.Value",
        value,
        "Tags.member.2.Key",
        "ostiary:recipients",
        "Tags.member.2.Value",
        recipient());
  }

  private void tag(String name, String tag, String value) throws Exception {
    iam(
        "TagSAMLProvider",
        "SAMLProviderArn",
        arn(name),
        "Tags.member.1.Key",
        "ostiary:" + tag,
        "Tags.member.1.Value",
        value);
  }

  private static String arn(String provider) {
    return "arn:aws:iam::" + ACCOUNT + ":saml-provider/" + provider;
  }

  private static String offer(String role) {
    return "arn:aws:iam::%s:role/%s,%s".formatted(ACCOUNT, role, arn("company"));
  }

  private String recipient() {
    return "http://127.0.0.1:" + application.port() + RESPONSES;
  }

  private void role(String name) throws Exception {
    iam(
        "CreateRole",
        "RoleName",
        name,
        "AssumeRolePolicyDocument",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
         "Principal": {"Federated": "%s"}, "Condition": {"StringEquals": {"saml:sub": "alice"}}}}
        """
            .formatted(arn("company")));
    iam(
        "PutRolePolicy",
        "RoleName",
        name,
        "PolicyName",
        "pages",
        "PolicyDocument",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "pages:*", "Resource": "*"}}
        """);
  }

  /** Follows the link on the sign-in page as far as the provider. */
  private Asked leave(String page) throws Exception {
    browser.get(page);
    Matcher link =
        Pattern.compile("<a href=\"([^\"]*)\">Sign in with company</a>")
            .matcher(browser.page.body());
    assertThat(link.find()).as(browser.page.body()).isTrue();
    String path = link.group(1).replace("&amp;", "&");
    HttpResponse<String> led =
        browser.exchange("GET", path, "", Map.of("Sec-Fetch-Site", "same-origin"));
    assertThat(led.statusCode()).as(led.body()).isEqualTo(303);
    return provider.read(URI.create(led.headers().firstValue("Location").orElseThrow()));
  }

  private String answer(String requestId) throws Exception {
    return provider.response(requestId, recipient(), DOOR, UnaryOperator.identity());
  }

  /** The provider's page makes the browser send its form. */
  private HttpResponse<String> comeBack(String response, String relayState) throws Exception {
    browser.page =
        browser.exchange(
            "POST",
            RESPONSES,
            SimpleBrowser.encoded(Map.of("SAMLResponse", response, "RelayState", relayState)),
            FROM_OUTSIDE);
    return browser.page;
  }

  private void assertIn(HttpResponse<String> led, String page) throws Exception {
    assertThat(led.statusCode()).as(led.body()).isEqualTo(303);
    assertThat(led.headers().firstValue("Location")).contains(page);
    browser.get(page);
    assertThat(Records.REACHED).containsExactly("GET " + page + ' ' + ALICE.formatted("reader"));
  }

  private void assertOut(HttpResponse<String> refused) {
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains(FAILED);
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }

  @Test
  void alicePassesByTheProviderToThePageInTheRoleItOffers() throws Exception {
    Asked asked = leave("/pages/7");

    assertIn(comeBack(answer(asked.id()), asked.relayState()), "/pages/7");

    assertThat(browser.cookies.keySet()).containsExactly("ostiary-form", "ostiary-session");
  }

  @Test
  void theProviderIsAskedForAResponseToOurAddressAndNoMore() throws Exception {
    Asked asked = leave("/pages/7");

    assertThat(asked.relayState()).hasSizeLessThanOrEqualTo(80);
    assertThat(asked.request().getLocalName()).isEqualTo("AuthnRequest");
    assertThat(asked.request().getAttribute("Destination")).isEqualTo(provider.address());
    assertThat(asked.request().getAttribute("AssertionConsumerServiceURL")).isEqualTo(recipient());
    assertThat(asked.request().getTextContent()).isEqualTo(DOOR);
    assertThat(asked.id()).startsWith("_").hasSizeGreaterThan(22);
    assertThat(leave("/pages/7").id()).isNotEqualTo(asked.id());
  }

  @Test
  void onlyTheAttemptsCookieTravelsWithTheProvidersForm() throws Exception {
    browser.get("/pages/7");
    HttpResponse<String> led =
        browser.exchange(
            "GET",
            "/.ostiary/sign-in/saml?provider=" + arn("company"),
            "",
            Map.of("Sec-Fetch-Site", "same-origin"));

    assertThat(led.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("ostiary-saml-")
        .endsWith("; HttpOnly; SameSite=None; Secure");
    Asked asked = provider.read(URI.create(led.headers().firstValue("Location").orElseThrow()));
    assertThat(comeBack(answer(asked.id()), asked.relayState()).headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith("ostiary-session="))
        .singleElement()
        .asString()
        .contains("; HttpOnly; SameSite=Lax");
  }

  @Test
  void whomSeveralRolesAdmitChoosesAmongThoseThatTheProviderOffers() throws Exception {
    role("writer");
    role("owner");
    provider.roles = List.of(offer("reader"), offer("writer"));
    Asked asked = leave("/pages/7");
    comeBack(answer(asked.id()), asked.relayState());
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
    assertThat(browser.page.body())
        .contains("<button>reader</button>", "<button>writer</button>")
        .doesNotContain("owner");

    browser.press("/.ostiary/sign-in/role", "writer");

    assertThat(Records.REACHED).containsExactly("GET /pages/7 " + ALICE.formatted("writer"));
  }

  @Test
  void whomNoRoleAdmitsStaysOutside() throws Exception {
    Asked asked = leave("/pages/7");
    provider.roles = List.of(offer("nobodys"));

    assertThat(comeBack(answer(asked.id()), asked.relayState()).body())
        .contains("no role admits you");
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }

  @Test
  void aResponseIsGoodForOneBrowserOneAttemptAndOnce() throws Exception {
    Asked asked = leave("/pages/7");
    String response = answer(asked.id());
    SimpleBrowser mine = browser;
    Map<String, String> cookies = Map.copyOf(browser.cookies);

    browser = new SimpleBrowser(application.port());
    assertOut(comeBack(response, asked.relayState()));
    Asked other = leave("/pages/7");
    assertOut(comeBack(response, other.relayState()));

    browser = mine;
    assertThat(comeBack(response, asked.relayState()).statusCode()).isEqualTo(303);
    browser.cookies.remove("ostiary-session");
    browser.cookies.putAll(cookies);
    assertOut(comeBack(response, asked.relayState()));
    assertOut(comeBack(answer(asked.id()), asked.relayState()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another recipient           | Recipient=\"http://127.0.0.1 | Recipient=\"https://127.0.0.1",
        "another destination         | Destination=\"http://127.0.0.1 | Destination=\"http://localhost",
        "another audience            | <saml:Audience>https://door | <saml:Audience>https://other",
        "another issuer              | <saml:Issuer>https://idp.example.com/company | <saml:Issuer>https://idp.example.com/other",
        "an answer to nobody         | InResponseTo= | Unrelated=",
        "an answer to somebody else  | InResponseTo=\"_ | InResponseTo=\"_x",
        "a provider that refused     | status:Success | status:Requester",
        "no name for the session     | RoleSessionName | Another"
      })
  void aResponseThatSaysAnythingElseIsRefused(String what, String good, String bad)
      throws Exception {
    Asked asked = leave("/pages/7");
    String response =
        provider.response(asked.id(), recipient(), DOOR, text -> text.replace(good, bad));

    assertOut(comeBack(response, asked.relayState()));
  }

  @Test
  void aResponseThatWasChangedIsRefused() throws Exception {
    Asked asked = leave("/pages/7");
    String response = answer(asked.id());
    int middle = response.length() / 2;
    char other = response.charAt(middle) == 'A' ? 'B' : 'A';

    assertOut(
        comeBack(
            response.substring(0, middle) + other + response.substring(middle + 1),
            asked.relayState()));
  }

  @Test
  void theResponseOfAnotherProviderIsRefused() throws Exception {
    trust("partner", partner, "sign-in", "true");
    partner.roles = List.of(offer("reader"));
    Asked asked = leave("/pages/7");

    assertOut(
        comeBack(
            partner.response(asked.id(), recipient(), DOOR, UnaryOperator.identity()),
            asked.relayState()));
  }

  @Test
  void nobodyMayBeginAtTheProviderUnlessItsTagsSaySo() throws Exception {
    assertOut(comeBack(answer(""), ""));

    tag("company", "idp-initiated", "true");

    assertIn(comeBack(answer(""), ""), "/pages/home");
  }

  @Test
  void whoBeginsAtTheProviderLandsOnThePageThatItNames() throws Exception {
    tag("company", "idp-initiated", "true");

    assertIn(comeBack(answer(""), "/pages/9"), "/pages/9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "/a//b"})
  void whoBeginsAtTheProviderIsNotLedToAnotherSite(String relayState) throws Exception {
    tag("company", "idp-initiated", "true");

    assertIn(comeBack(answer(""), relayState), "/pages/home");
  }

  @Test
  void aResponseThatSomebodyAskedForIsNoneThatNobodyAskedFor() throws Exception {
    tag("company", "idp-initiated", "true");
    Asked asked = leave("/pages/7");
    browser = new SimpleBrowser(application.port());

    assertOut(comeBack(answer(asked.id()), ""));
  }

  @Test
  void aProviderThatIsNoneForSigningInIsNoneThatAnybodyComesFrom() throws Exception {
    tag("company", "sign-in", "false");
    tag("company", "idp-initiated", "true");

    assertOut(comeBack(answer(""), ""));
    assertThat(browser.get("/pages/7").body()).doesNotContain("company");
  }

  @Test
  void anythingElseThanAResponseIsRefused() throws Exception {
    for (String text : List.of("", "%", "PHg+", "PHg+PC94Pg==")) {
      assertOut(comeBack(text, ""));
    }
  }

  @Test
  void ourMetadataSayWhoWeAreAndWhereResponsesGo() throws Exception {
    HttpResponse<String> metadata = browser.exchange("GET", RESPONSES + "/metadata", "", Map.of());

    assertThat(metadata.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/samlmetadata+xml");
    assertThat(metadata.body())
        .contains(
            "entityID=\"" + DOOR + "\"",
            "WantAssertionsSigned=\"true\"",
            "Location=\"" + DOOR + RESPONSES + "\"");
  }
}

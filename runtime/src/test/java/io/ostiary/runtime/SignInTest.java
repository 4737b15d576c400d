package io.ostiary.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in by a browser, over HTTP, with everything wired as in production. */
class SignInTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String PASSWORD = "Correct-Horse-7";
  private static final String LUCY = "arn:aws:iam::" + ACCOUNT + ":user/lucy";
  private static final String WRONG = "That did not work.";

  @TempDir Path data;
  private Records application;
  private SimpleBrowser browser;

  @BeforeEach
  void start() throws Exception {
    application =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", data.toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.home-page", "/pages/home",
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()));
    iam("CreateUser", "UserName", "lucy");
    iam("CreateLoginProfile", "UserName", "lucy", "Password", PASSWORD);
    allow("pages:*", "iam:*MFADevice");
    browser = new SimpleBrowser(application.port());
  }

  @AfterEach
  void stop() throws Exception {
    requireNonNull(application).close();
  }

  private String iam(String action, String... fields) throws Exception {
    return new Administrator(application.port()).iam(action, fields);
  }

  private void allow(String... actions) throws Exception {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"%s\"],\"Resource\":\"*\"}}"
            .formatted(String.join("\",\"", actions));
    iam("PutUserPolicy", "UserName", "lucy", "PolicyName", "p", "PolicyDocument", policy);
  }

  private HttpResponse<String> signIn(String user, String password) throws Exception {
    return browser.submit(
        "/.ostiary/sign-in", "account", ACCOUNT, "user", user, "password", password);
  }

  @Test
  void whoWantsAPageSignsInOnTheWayAndGetsIt() throws Exception {
    HttpResponse<String> led = browser.exchange("GET", "/pages/1?a=b", "", Map.of());
    assertThat(led.statusCode()).isEqualTo(303);
    assertThat(led.headers().firstValue("Location"))
        .contains("/.ostiary/sign-in?to=%2Fpages%2F1%3Fa%3Db");
    browser.get("/pages/1?a=b");
    assertThat(Records.REACHED).isEmpty();

    assertThat(signIn("lucy", PASSWORD).body()).isEqualTo("record");

    assertThat(browser.page.uri().toString()).endsWith("/pages/1?a=b");
    assertThat(Records.REACHED).containsExactly("GET /pages/1 " + LUCY);
    assertThat(browser.get("/pages/2").body()).isEqualTo("record");
  }

  @Test
  void whoWantedNothingLandsWhereTheApplicationSays() throws Exception {
    signIn("lucy", PASSWORD);

    assertThat(browser.page.uri().getPath()).isEqualTo("/pages/home");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example", "/a//b"})
  void nobodyIsLedToAnotherSite(String to) throws Exception {
    browser.page =
        browser.exchange(
            "GET", "/.ostiary/sign-in?" + SimpleBrowser.encoded(Map.of("to", to)), "", Map.of());

    signIn("lucy", PASSWORD);

    assertThat(browser.page.uri().getPath()).isEqualTo("/pages/home");
  }

  @ParameterizedTest
  @CsvSource({"lucy, wrong", "nobody, Correct-Horse-7", "LUCY, correct-horse-7", "'<b>', x"})
  void everyFailureReadsTheSame(String user, String password) throws Exception {
    HttpResponse<String> refused = signIn(user, password);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains(WRONG).doesNotContain("<b>", PASSWORD, "exist");
    assertThat(browser.cookies.keySet()).containsExactly("ostiary-form");
    HttpResponse<String> first = signIn("lucy", "wrong");
    assertThat(refused.body().replace("value=\"" + escaped(user) + "\"", "value=\"lucy\""))
        .isEqualTo(first.body());
  }

  private static String escaped(String text) {
    return text.replace("<", "&lt;").replace(">", "&gt;");
  }

  @Test
  void whoGuessesTooOftenIsRefusedWithTheRightPasswordToo() throws Exception {
    for (int i = 0; i < 20; i++) {
      signIn("lucy", "guess" + i);
    }

    assertThat(signIn("lucy", PASSWORD).body()).contains(WRONG);
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
  }

  @Test
  void aPageLoadsNothingAndStandsInNoFrame() throws Exception {
    for (String path : List.of("/.ostiary/sign-in", "/.ostiary/account")) {
      HttpResponse<String> page = browser.get(path);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'sha256-")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'");
      assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.body()).doesNotContain("<script", "http://", "https://");
    }
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() throws Exception {
    String form =
        browser.form("/.ostiary/sign-in", "account", ACCOUNT, "user", "lucy", "password", PASSWORD);
    for (Map<String, String> from :
        List.of(
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"),
            Map.of("Origin", "https://evil.example"),
            Map.<String, String>of())) {
      assertThat(browser.exchange("POST", "/.ostiary/sign-in", form, from).statusCode())
          .isEqualTo(403);
    }
    Map<String, String> own = Map.of("Sec-Fetch-Site", "same-origin");
    SimpleBrowser other = new SimpleBrowser(application.port());
    assertThat(other.exchange("POST", "/.ostiary/sign-in", form, own).body())
        .as("the form was shown to another browser")
        .contains("open for too long");
    assertThat(other.cookies).doesNotContainKey("ostiary-session");
    assertThat(browser.exchange("POST", "/.ostiary/sign-in", form, own).statusCode())
        .isEqualTo(303);
  }

  @Test
  void anotherSiteUsesNobodysSession() throws Exception {
    signIn("lucy", PASSWORD);
    Records.REACHED.clear();

    for (String site : List.of("cross-site", "same-site", "none")) {
      assertThat(
              browser
                  .exchange("POST", "/pages/1", "x=1", Map.of("Sec-Fetch-Site", site))
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(Records.REACHED).isEmpty();
    assertThat(
            browser
                .exchange("POST", "/pages/1", "x=1", Map.of("Sec-Fetch-Site", "same-origin"))
                .statusCode())
        .isEqualTo(200);
    assertThat(Records.REACHED).containsExactly("POST /pages/1 " + LUCY);
  }

  @Test
  void aSessionCookieIsNoEvidenceWhereSignaturesAre() throws Exception {
    signIn("lucy", PASSWORD);
    Map<String, String> own = Map.of("Sec-Fetch-Site", "same-origin");

    assertThat(browser.exchange("GET", "/programs/1", "", own).statusCode()).isEqualTo(401);
    assertThat(
            browser
                .exchange("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15", own)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void policiesDecideAsForAnyRequest() throws Exception {
    allow("pages:GetPage");
    signIn("lucy", PASSWORD);

    HttpResponse<String> denied =
        browser.exchange("POST", "/pages/1", "", Map.of("Sec-Fetch-Site", "same-origin"));

    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(denied.body()).contains("is not authorized to perform: pages:PutPage");
  }

  @Test
  void whoSignsOutIsOutWhoeverKeptTheCookie() throws Exception {
    signIn("lucy", PASSWORD);
    Map<String, String> kept = Map.copyOf(browser.cookies);
    browser.get("/.ostiary/account");

    browser.submit("/.ostiary/sign-out");

    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
    browser.cookies.putAll(kept);
    assertThat(browser.exchange("GET", "/pages/1", "", Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void aUserAddsADeviceAndNeedsItFromThenOn() throws Exception {
    signIn("lucy", PASSWORD);
    browser.get("/.ostiary/account");
    browser.submit("/.ostiary/account/mfa", "name", "phone");
    assertThat(browser.page.body()).contains("<svg class=\"qr\"");
    String seed = only("<code>([A-Z2-7]{64})</code>", browser.page.body());
    Instant now = Instant.now();
    browser.submit("/.ostiary/account/mfa/enable", "code1", "000000", "code2", "111111");
    assertThat(browser.page.statusCode()).isEqualTo(403);
    browser.submit(
        "/.ostiary/account/mfa/enable",
        "code1",
        code(seed, now.minusSeconds(30)),
        "code2",
        code(seed, now));
    List<String> recovery = all("<code>([0-9a-z]{5}-[0-9a-z]{5})</code>", browser.page.body());
    assertThat(recovery).hasSize(10);
    browser.get("/.ostiary/account");
    browser.submit("/.ostiary/account/recovery-codes");
    assertThat(browser.page.body())
        .as("this session began without a code")
        .contains("Sign in anew with a code");

    browser = new SimpleBrowser(application.port());
    signIn("lucy", PASSWORD);
    assertThat(browser.cookies).doesNotContainKey("ostiary-session");
    browser.submit("/.ostiary/sign-in/code", "code", "000000");
    assertThat(browser.page.body()).contains(WRONG);
    browser.submit("/.ostiary/sign-in/code", "code", code(seed, now.plusSeconds(30)));
    assertThat(browser.page.uri().getPath()).isEqualTo("/pages/home");

    browser = new SimpleBrowser(application.port());
    signIn("lucy", PASSWORD);
    browser.submit("/.ostiary/sign-in/code", "code", recovery.get(4));
    assertThat(browser.page.uri().getPath()).isEqualTo("/pages/home");
    browser.get("/.ostiary/account");
    browser.submit("/.ostiary/account/recovery-codes");
    assertThat(all("<code>([0-9a-z]{5}-[0-9a-z]{5})</code>", browser.page.body()))
        .hasSize(10)
        .doesNotContainAnyElementsOf(recovery);
  }

  @Test
  void whomPoliciesDoNotLetHasNoDevice() throws Exception {
    allow("pages:*");
    signIn("lucy", PASSWORD);
    browser.get("/.ostiary/account");
    browser.submit("/.ostiary/account/mfa", "name", "phone");

    assertThat(browser.page.body())
        .contains("is not authorized to perform: iam:CreateVirtualMFADevice")
        .doesNotContain("<svg");
  }

  @Test
  void aUserGoesIntoARoleAndBack() throws Exception {
    iam("CreateRole", "RoleName", "reader", "AssumeRolePolicyDocument", trusting(LUCY));
    iam(
        "PutRolePolicy",
        "RoleName",
        "reader",
        "PolicyName",
        "p",
        "PolicyDocument",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"pages:GetPage\",\"Resource\":\"*\"}}");
    signIn("lucy", PASSWORD);
    browser.get("/.ostiary/account");
    browser.submit("/.ostiary/role", "account", ACCOUNT, "role", "nothing");
    assertThat(browser.page.body()).contains("is not authorized to perform: sts:AssumeRole");

    browser.submit("/.ostiary/role", "account", ACCOUNT, "role", "reader");

    String session = "arn:aws:sts::" + ACCOUNT + ":assumed-role/reader/lucy";
    assertThat(Records.REACHED).last().isEqualTo("GET /pages/home " + session);
    Map<String, String> own = Map.of("Sec-Fetch-Site", "same-origin");
    assertThat(browser.exchange("POST", "/pages/1", "", own).statusCode()).isEqualTo(403);
    browser.get("/.ostiary/account");
    assertThat(browser.page.body()).contains("class=\"banner\"", "In the role reader", session);

    browser.submit("/.ostiary/role/back");

    assertThat(browser.page.body()).contains(LUCY).doesNotContain("class=\"banner\"");
    assertThat(browser.exchange("POST", "/pages/1", "", own).statusCode()).isEqualTo(200);
  }

  private static String trusting(String arn) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},"
            + "\"Action\":\"sts:AssumeRole\"}}")
        .formatted(arn);
  }

  @Test
  void aPasswordThatAnotherChoseIsChangedOnTheWayIn() throws Exception {
    iam("UpdateLoginProfile", "UserName", "lucy", "PasswordResetRequired", "true");
    signIn("lucy", PASSWORD);
    String action = "/.ostiary/sign-in/password";
    browser.submit(
        action,
        "password",
        PASSWORD,
        "new-password",
        "Other-Horse-8",
        "new-password-again",
        "Other-Horse-9");
    assertThat(browser.page.body()).contains("The new passwords differ.");
    browser.submit(
        action, "password", PASSWORD, "new-password", "short", "new-password-again", "short");
    assertThat(browser.page.body()).contains("minimum length");
    browser.submit(
        action,
        "password",
        PASSWORD,
        "new-password",
        "Other-Horse-8",
        "new-password-again",
        "Other-Horse-8");
    assertThat(browser.page.uri().getPath()).isEqualTo("/pages/home");
  }

  @Test
  void theAuditHasEverySignInAndNoPasswordCodeOrToken() throws Exception {
    signIn(PASSWORD, "x");
    signIn("lucy", "wrong");
    signIn("lucy", PASSWORD);
    List<String> logins =
        Files.readAllLines(data.resolve("audit.log")).stream()
            .filter(line -> line.contains("\"eventName\":\"ConsoleLogin\""))
            .toList();

    assertThat(logins).hasSize(3);
    assertThat(logins.get(0)).contains("HIDDEN_DUE_TO_SECURITY_REASONS", "UNKNOWN_USER");
    assertThat(logins.get(1)).contains(LUCY, "\"errorCode\":\"Failure\"", "WRONG_PASSWORD");
    assertThat(logins.get(2)).contains(LUCY, "\"ConsoleLogin\":\"Success\"", "\"MFAUsed\":\"No\"");
    assertThat(Files.readString(data.resolve("audit.log")))
        .doesNotContain(PASSWORD, browser.cookies.get("ostiary-session"));
  }

  private static String only(String pattern, String text) {
    List<String> found = all(pattern, text);
    assertThat(found).as(text).hasSize(1);
    return found.get(0);
  }

  private static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** What an authenticator shows: RFC 6238. */
  private static String code(String base32, Instant at) throws Exception {
    byte[] seed = new byte[base32.length() * 5 / 8];
    for (int bit = 0; bit < seed.length * 8; bit++) {
      int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(bit / 5));
      seed[bit / 8] |= (byte) ((value >>> (4 - bit % 5) & 1) << (7 - bit % 8));
    }
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(seed, "HmacSHA1"));
    byte[] hash =
        mac.doFinal(
            ByteBuffer.allocate(8).putLong(Math.floorDiv(at.getEpochSecond(), 30L)).array());
    int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }
}

package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another OpenID Connect provider than Keycloak, in all the ways in which we take its word. */
@Tag("interop")
class CertifiedProviderTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String ROLE = "arn:aws:sts::" + ACCOUNT + ":assumed-role/reader/";

  private static CertifiedProvider provider;
  private static Records application;
  private static String host;

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    if (!CertifiedProvider.isPossible()) {
      System.out.println("SKIPPED: `npm` is not on the path; install Node to run this test");
    }
    Assumptions.assumeTrue(CertifiedProvider.isPossible(), "`npm` is not on the path");
    int port = freePort();
    Path secrets = data.resolve("secrets");
    Files.writeString(
        secrets, "http://127.0.0.1:%s robot %s\n".formatted(port, CertifiedProvider.SECRET));
    application =
        Records.start(
            APPLICATION,
            Map.of(
                "ostiary.data", data.resolve("data").toString(),
                "ostiary.account-id", ACCOUNT,
                "ostiary.oidc-client-secrets-file", secrets.toString(),
                "ostiary.root-access-key-id", Administrator.KEY.accessKeyId(),
                "ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey()));
    provider = CertifiedProvider.start(port, "http://127.0.0.1:" + application.port());
    host = provider.issuer().substring("http://".length());
    trust();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String iam(String action, String... fields) throws Exception {
    return new Administrator(application.port()).iam(action, fields);
  }

  private static void trust() throws Exception {
    iam(
        "CreateOpenIDConnectProvider",
        "Url",
        provider.issuer(),
        "ClientIDList.member.1",
        "pages",
        "ClientIDList.member.2",
        "jobs");
    tag(
        "sign-in-client",
        "pages",
        "claims",
        "groups",
        "bearer-audiences",
        "records-api",
        "bearer-role-1",
        "reader");
    iam(
        "CreateRole",
        "RoleName",
        "reader",
        "AssumeRolePolicyDocument",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "Principal": {"Federated": "arn:aws:iam::%s:oidc-provider/%s"},
         "Action": "sts:AssumeRoleWithWebIdentity",
         "Condition": {"StringEquals": {"%s:sub": ["alice", "robot"]}}}}
        """
            .formatted(ACCOUNT, host, host));
    iam(
        "PutRolePolicy",
        "RoleName",
        "reader",
        "PolicyName",
        "p",
        "PolicyDocument",
        """
        {"Version": "2012-10-17",
         "Statement": {"Effect": "Allow", "Action": "pages:GetPage", "Resource": "*"}}
        """);
  }

  private static void tag(String... settings) throws Exception {
    List<String> fields = new ArrayList<>();
    fields.add("OpenIDConnectProviderArn");
    fields.add("arn:aws:iam::%s:oidc-provider/%s".formatted(ACCOUNT, host));
    for (int i = 0; i < settings.length; i += 2) {
      fields.add("Tags.member." + (i / 2 + 1) + ".Key");
      fields.add("ostiary:" + settings[i]);
      fields.add("Tags.member." + (i / 2 + 1) + ".Value");
      fields.add(settings[i + 1]);
    }
    iam("TagOpenIDConnectProvider", fields.toArray(String[]::new));
  }

  @AfterAll
  static void stop() throws Exception {
    if (provider != null) {
      provider.close();
    }
    if (application != null) {
      application.close();
    }
  }

  /** Follows the link to the provider from a page that wants somebody; where that leads. */
  private static URI leave(SimpleBrowser browser) throws Exception {
    Matcher link =
        Pattern.compile("href=\"(/\\.ostiary/sign-in/oidc\\?[^\"]+)\"")
            .matcher(browser.get("/pages/7").body());
    assertThat(link.find()).as(browser.page.body()).isTrue();
    HttpResponse<String> sent =
        browser.exchange(
            "GET",
            link.group(1).replace("&amp;", "&"),
            "",
            Map.of("Sec-Fetch-Site", "same-origin"));
    return URI.create(sent.headers().firstValue("Location").orElseThrow());
  }

  private static HttpResponse<String> comeBack(SimpleBrowser browser, URI back) throws Exception {
    return browser.exchange(
        "GET",
        back.getRawPath() + "?" + back.getRawQuery(),
        "",
        Map.of("Sec-Fetch-Site", "cross-site"));
  }

  @Test
  void peopleSignInByItsPagesOnceAndOutOfItToo() throws Exception {
    SimpleBrowser browser = new SimpleBrowser(application.port());
    URI back = provider.signIn(leave(browser), "alice");

    assertThat(comeBack(new SimpleBrowser(application.port()), back).body())
        .as("another browser")
        .contains("That did not work.");
    HttpResponse<String> led = comeBack(browser, back);

    assertThat(led.headers().firstValue("Location")).as(led.body()).contains("/pages/7");
    browser.get("/pages/7");
    assertThat(Records.REACHED).contains("GET /pages/7 " + ROLE + "alice");
    browser.get("/.ostiary/account");
    browser.press("/.ostiary/sign-out", "Sign out");
    assertThat(browser.page.body())
        .contains("<form method=\"post\" action=\"" + provider.issuer() + "/session/end\">");
    assertThat(browser.get("/pages/7").body()).contains("Sign in with");
  }

  @Test
  void whomTheTrustPolicyDoesNotMeanStaysOutside() throws Exception {
    SimpleBrowser browser = new SimpleBrowser(application.port());

    HttpResponse<String> led = comeBack(browser, provider.signIn(leave(browser), "mallory"));

    assertThat(led.body()).contains("no role admits you");
  }

  /** The status of an exchange of a token for a session, with what it says. */
  private static String exchange(String token) throws Exception {
    String form =
        SimpleBrowser.encoded(
            Map.of(
                "Action", "AssumeRoleWithWebIdentity",
                "Version", "2011-06-15",
                "RoleArn", "arn:aws:iam::" + ACCOUNT + ":role/reader",
                "RoleSessionName", "job",
                "WebIdentityToken", token));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + application.port() + "/"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void itsIdTokensAreExchanged() throws Exception {
    assertThat(exchange(provider.idToken("alice"))).startsWith("200").contains(ROLE + "job");
    assertThat(exchange(provider.idToken("bob"))).startsWith("403").contains("AccessDenied");
    assertThat(exchange(provider.signedToken()))
        .as("an access token")
        .startsWith("400")
        .contains("InvalidIdentityToken");
  }

  private static int statusWith(String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + application.port() + "/tokens/9"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void itsAccessTokensGoWithRequestsSignedOrOpaque() throws Exception {
    String signed = provider.signedToken();
    assertThat(signed).contains(".");
    assertThat(statusWith(signed)).isEqualTo(200);
    assertThat(statusWith(provider.idToken("alice"))).as("an ID token").isEqualTo(401);

    tag("bearer-type", "opaque", "bearer-client", "robot");
    String opaque = provider.opaqueToken("alice");
    assertThat(opaque).doesNotContain(".");
    assertThat(statusWith(opaque)).isEqualTo(200);
    assertThat(statusWith(opaque.substring(1))).isEqualTo(401);
    assertThat(Records.REACHED)
        .contains("GET /tokens/9 " + ROLE + "robot", "GET /tokens/9 " + ROLE + "alice");
  }
}

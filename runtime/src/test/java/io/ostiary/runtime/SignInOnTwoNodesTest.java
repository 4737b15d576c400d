package io.ostiary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What was used on one node is used up on the other, and what one ends the other ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInOnTwoNodesTest {
  private static final Path APPLICATION = Path.of("src/test/resources/io/ostiary/runtime/pages");
  private static final String ACCOUNT = "123456789012";
  private static final String DOOR = "https://door.example.com";
  private static final String RESPONSES = "/.ostiary/sign-in/saml";
  private static final String SAML = "arn:aws:iam::" + ACCOUNT + ":saml-provider/company";
  private static final Map<String, String> FROM_OUTSIDE = Map.of("Sec-Fetch-Site", "cross-site");

  /** Within this a change holds on every node. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private Path folder;
  private EmbeddedPostgres database;
  private Records here;
  private Records there;
  private TestSamlProvider company;
  private TestProvider provider;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    database =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setPGStartupWait(Duration.ofMinutes(2))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .start();
    here = node("here");
    there = node("there");
    provider = new TestProvider();
    company = new TestSamlProvider(folder, "https://idp.example.com/company");
    company.roles = List.of("arn:aws:iam::" + ACCOUNT + ":role/saml," + SAML);
    Administrator root = new Administrator(here.port());
    root.iam(
        "CreateSAMLProvider",
        "Name",
        "company",
        "SAMLMetadataDocument",
        company.metadata(),
        "Tags.member.1.Key",
        "ostiary:sign-in",
        "Tags.member.1.Value",
        "true",
        "Tags.member.2.Key",
        "ostiary:idp-initiated",
        "Tags.member.2.Value",
        "true");
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
    role(root, "saml", SAML, "sts:AssumeRoleWithSAML", "saml:sub");
    role(root, "oidc", oidcArn(), "sts:AssumeRoleWithWebIdentity", host() + ":sub");
    awaitBothRolesThere();
  }

  @AfterAll
  void stop() throws Exception {
    here.close();
    there.close();
    provider.close();
    database.close();
  }

  private void awaitBothRolesThere() throws Exception {
    Administrator root = new Administrator(there.port());
    long begun = System.nanoTime();
    while (root.iam("GetAccountAuthorizationDetails").split("<PolicyName>pages<", -1).length < 3) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
      Thread.sleep(20);
    }
  }

  private Records node(String name) throws Exception {
    Path masterKey = folder.resolve("master-key");
    Files.writeString(masterKey, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    Map<String, String> settings = new HashMap<>();
    settings.put("ostiary.data", folder.resolve(name).toString());
    settings.put("ostiary.jdbc-url", database.getJdbcUrl("postgres", "postgres"));
    settings.put("ostiary.jdbc-user", "postgres");
    settings.put("ostiary.master-key-file", masterKey.toString());
    settings.put("ostiary.account-id", ACCOUNT);
    settings.put("ostiary.external-url", DOOR);
    settings.put("ostiary.root-access-key-id", Administrator.KEY.accessKeyId());
    settings.put("ostiary.root-secret-access-key", Administrator.KEY.secretAccessKey());
    return Records.start(APPLICATION, settings);
  }

  private String host() {
    return provider.issuer().substring("http://".length());
  }

  private String oidcArn() {
    return "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + host();
  }

  private static void role(
      Administrator root, String name, String provider, String action, String subject)
      throws Exception {
    root.iam(
        "CreateRole",
        "RoleName",
        name,
        "AssumeRolePolicyDocument",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s",
         "Principal": {"Federated": "%s"}, "Condition": {"StringEquals": {"%s": "alice"}}}}
        """
            .formatted(action, provider, subject));
    root.iam(
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

  private static int bring(SimpleBrowser browser, String response, String relayState)
      throws Exception {
    return browser
        .exchange(
            "POST",
            RESPONSES,
            SimpleBrowser.encoded(Map.of("SAMLResponse", response, "RelayState", relayState)),
            FROM_OUTSIDE)
        .statusCode();
  }

  private String answer(String requestId) throws Exception {
    return company.response(requestId, DOOR + RESPONSES, DOOR, UnaryOperator.identity());
  }

  /** The same browser, which a balancer leads to another node. */
  private static SimpleBrowser at(Records node, SimpleBrowser browser) throws Exception {
    SimpleBrowser same = new SimpleBrowser(node.port());
    same.cookies.clear();
    same.cookies.putAll(browser.cookies);
    return same;
  }

  private static URI begin(SimpleBrowser browser, String kind, String arn) throws Exception {
    HttpResponse<String> led =
        browser.exchange(
            "GET",
            "/.ostiary/sign-in/" + kind + "?provider=" + arn,
            "",
            Map.of("Sec-Fetch-Site", "same-origin"));
    return URI.create(led.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void anAssertionIsGoodOnceOnAllNodes() throws Exception {
    String response = answer("");

    assertThat(bring(new SimpleBrowser(here.port()), response, "")).isEqualTo(303);
    assertThat(bring(new SimpleBrowser(there.port()), response, "")).isEqualTo(403);
    assertThat(bring(new SimpleBrowser(there.port()), answer(""), "")).isEqualTo(303);
  }

  @Test
  void anAttemptBeginsOnOneNodeAndEndsOnTheOtherAndOnce() throws Exception {
    SimpleBrowser browser = new SimpleBrowser(here.port());
    TestSamlProvider.Asked asked = company.read(begin(browser, "saml", SAML));
    SimpleBrowser before = at(here, browser);

    assertThat(bring(at(there, browser), answer(asked.id()), asked.relayState())).isEqualTo(303);
    assertThat(bring(before, answer(asked.id()), asked.relayState())).isEqualTo(403);
  }

  @Test
  void aCodeAndItsStateAreGoodOnceOnAllNodes() throws Exception {
    SimpleBrowser browser = new SimpleBrowser(here.port());
    URI back = provider.signIn(begin(browser, "oidc", oidcArn()));
    SimpleBrowser elsewhere = at(there, browser);
    String path = back.getRawPath() + '?' + back.getRawQuery();

    assertThat(browser.exchange("GET", path, "", FROM_OUTSIDE).statusCode()).isEqualTo(303);
    assertThat(elsewhere.exchange("GET", path, "", FROM_OUTSIDE).statusCode()).isEqualTo(403);
  }

  @Test
  void aLoginThatTheProviderEndsAtOneNodeIsOverOnTheOther() throws Exception {
    SimpleBrowser browser = new SimpleBrowser(here.port());
    URI back = provider.signIn(begin(browser, "oidc", oidcArn()));
    browser.exchange("GET", back.getRawPath() + '?' + back.getRawQuery(), "", FROM_OUTSIDE);
    SimpleBrowser elsewhere = at(there, browser);
    assertThat(elsewhere.exchange("GET", "/pages/7", "", Map.of()).statusCode()).isEqualTo(200);

    HttpResponse<String> answer =
        new SimpleBrowser(here.port())
            .exchange(
                "POST",
                "/.ostiary/sign-out/back-channel",
                SimpleBrowser.encoded(
                    Map.of("logout_token", provider.logoutToken("logout+jwt", Map.of()))),
                Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    long begun = System.nanoTime();
    while (elsewhere.exchange("GET", "/pages/7", "", Map.of()).statusCode() == 200) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
      Thread.sleep(20);
    }
  }
}

package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * From Depot's front page to a real Keycloak and back, by a real browser: by OpenID Connect and by
 * SAML, into a role, and out again at both.
 */
@Tag("keycloak")
class KeycloakSignInIT extends DepotInWildFly {
  @TempDir Path folder;
  private Keycloak keycloak;
  private Chromium chromium;
  private String open;
  private String closed;

  @BeforeEach
  void start() throws Exception {
    if (!Chromium.isPresent()) {
      System.out.println("SKIPPED: `chromium` is not on the path; install it to run this test");
    }
    Assumptions.assumeTrue(Chromium.isPresent(), "`chromium` is not on the path; install it");
    keycloak = Keycloak.running();
    open = fresh("open");
    closed = fresh("closed");
    depot.newBucket(open);
    depot.newObject(open, "letter", "all is well");
    depot.newBucket(closed);
    depot.newObject(closed, "secret", "nobody's business");
    chromium = Chromium.start(Files.createDirectories(folder.resolve("profile")));
  }

  @AfterEach
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** A role for one user of Keycloak's, which reads one of the two buckets. */
  private String role(String provider, String action, String key, String value) {
    String name = fresh("reader");
    try (IamClient iam = depot.iam(depot.root())) {
      String arn =
          iam.createRole(
                  request ->
                      request
                          .roleName(name)
                          .assumeRolePolicyDocument(
                              """
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                               "Principal": {"Federated": "%s"}, "Action": ["%s", "sts:TagSession"],
                               "Condition": {"StringEquals": {"%s": "%s"}}}}
                              """
                                  .formatted(provider, action, key, value)))
              .role()
              .arn();
      iam.putRolePolicy(
          request ->
              request
                  .roleName(name)
                  .policyName("of-the-test")
                  .policyDocument(DepotSignInIT.mayRead(open)));
      return arn;
    }
  }

  /** Nobody else is to be offered it in the tests that follow. */
  private void delete(String roleArn) {
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    try (IamClient iam = depot.iam(depot.root())) {
      iam.deleteRolePolicy(request -> request.roleName(name).policyName("of-the-test"));
      iam.deleteRole(request -> request.roleName(name));
    }
  }

  private String page(String path) {
    return "http://localhost:" + depot.endpoint().getPort() + path;
  }

  /** Other tests may have left roles that admit everybody whom Keycloak knows. */
  private void chooseIfAsked(String roleArn) throws Exception {
    chromium.awaitAnyText("letter", "Several roles admit you.");
    if (chromium.eval("document.body.innerText").contains("Several roles admit you.")) {
      chromium.press(roleArn.substring(roleArn.lastIndexOf('/') + 1));
    }
    chromium.awaitText("letter");
  }

  private void logInAtKeycloak() throws Exception {
    chromium.awaitText("Sign in to your account");
    assertThat(chromium.eval("location.href")).startsWith(keycloak.issuer());
    chromium.type("username", "alice");
    chromium.type("password", Keycloak.PASSWORD);
    chromium.press("Sign In");
  }

  private void assertSeesOnlyWhatTheRoleMay(String roleArn) throws Exception {
    chromium.awaitText("letter");
    String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    assertThat(chromium.eval("location.href")).isEqualTo(page("/ui/" + open));
    assertThat(chromium.eval("document.body.innerText")).contains(":assumed-role/" + role + "/");
    chromium.open(page("/ui/" + closed));
    chromium.awaitText("AccessDenied");
    assertThat(chromium.eval("document.body.innerText"))
        .contains("s3:ListBucket", closed)
        .doesNotContain("secret");
  }

  @Test
  void byOpenIdConnectIntoARoleAndOutAtBoth() throws Exception {
    String provider = keycloak.trustedBy(depot);
    String role = role(provider, "sts:AssumeRoleWithWebIdentity", claim("aud"), "depot");
    chromium.open(page("/ui/" + open));
    chromium.awaitText("Sign in with");
    chromium.photograph("keycloak-1-depot-asks-who-it-is");
    chromium.follow("Sign in with " + keycloak.issuerHost());
    chromium.awaitText("Sign in to your account");
    chromium.photograph("keycloak-2-its-own-page");
    logInAtKeycloak();
    chooseIfAsked(role);
    chromium.photograph("keycloak-3-back-in-depot");
    assertSeesOnlyWhatTheRoleMay(role);

    chromium.open(page("/.ostiary/account"));
    chromium.awaitText("Sign out");
    chromium.press("Sign out");
    chromium.awaitText("You are signed out here.");
    chromium.press("Sign out of " + keycloak.issuerHost());
    chromium.awaitText("User name");
    assertThat(chromium.eval("location.href")).startsWith(page("/.ostiary/sign-in"));
    chromium.follow("Sign in with " + keycloak.issuerHost());
    chromium.awaitText("Sign in to your account");
    delete(role);
  }

  @Test
  void whoIsSignedOutAtKeycloakIsSignedOutHere() throws Exception {
    String provider = keycloak.trustedBy(depot);
    String role = role(provider, "sts:AssumeRoleWithWebIdentity", claim("aud"), "depot");
    chromium.open(page("/ui/" + open));
    chromium.awaitText("Sign in with");
    chromium.follow("Sign in with " + keycloak.issuerHost());
    logInAtKeycloak();
    chooseIfAsked(role);

    keycloak.endLogins("alice");

    chromium.open(page("/ui/" + open));
    chromium.awaitText("User name");
    delete(role);
  }

  @Test
  void bySamlThereAndBack() throws Exception {
    String provider = samlProvider();
    String role = role(provider, "sts:AssumeRoleWithSAML", "saml:iss", keycloak.issuer());
    keycloak.offer("alice", role + ',' + provider);
    chromium.open(page("/ui/" + open));
    chromium.awaitText("Sign in with keycloak");

    chromium.follow("Sign in with keycloak");
    logInAtKeycloak();

    assertSeesOnlyWhatTheRoleMay(role);
    chromium.photograph("keycloak-saml");
    delete(role);
  }

  @Test
  void bySamlBeginningAtKeycloak() throws Exception {
    String provider = samlProvider();
    String role = role(provider, "sts:AssumeRoleWithSAML", "saml:iss", keycloak.issuer());
    keycloak.offer("alice", role + ',' + provider);

    chromium.open(keycloak.issuer() + "/protocol/saml/clients/both?RelayState=%2Fui%2F" + open);
    logInAtKeycloak();

    assertSeesOnlyWhatTheRoleMay(role);
    delete(role);
  }

  private String claim(String name) {
    return keycloak.issuerHost() + ':' + name;
  }

  /** Keycloak, by which people may sign in from here and from there. */
  private String samlProvider() throws Exception {
    String provider = keycloak.trustedBySamlOf(depot);
    try (IamClient iam = depot.iam(depot.root())) {
      iam.tagSAMLProvider(
          request ->
              request
                  .samlProviderArn(provider)
                  .tags(Keycloak.tag("sign-in", "true"), Keycloak.tag("idp-initiated", "true")));
    }
    return provider;
  }
}

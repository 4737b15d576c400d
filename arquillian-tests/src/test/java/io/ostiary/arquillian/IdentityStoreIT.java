package io.ostiary.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * An application that has a Jakarta identity store lets its people sign in by it, with no code for
 * that: a file says which role is for whom.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class IdentityStoreIT {
  private static final String ROLE = "person-of-the-application";
  private static final Installation DEPOT = Installation.inWildFly();
  private static final URI SIGN_IN =
      DEPOT.endpoint().resolve("/.ostiary/sign-in/store?store=own&to=%2F.ostiary%2Faccount");

  @Deployment(testable = false)
  static WebArchive depotWithPeopleOfItsOwn() {
    String account = System.getProperty("ostiary.account.id");
    return DepotInWildFly.war("ROOT.war")
        .addClass(OwnStore.class)
        .add(
            new StringAsset(
                """
                {"stores": [{"name": "own", "title": "your account", "application": {},
                  "roles": [{"group": "*", "role": "arn:aws:iam::%s:role/%s"}]}]}
                """
                    .formatted(account, ROLE)),
            "/WEB-INF/ostiary/identity-stores.json");
  }

  private static HttpResponse<String> signIn(Browser browser, String name, String password)
      throws Exception {
    String page = browser.get(SIGN_IN).body();
    return browser.post(
        SIGN_IN.resolve("/.ostiary/sign-in/store"),
        Map.of(
            "store",
            "own",
            "to",
            "/.ostiary/account",
            "form-token",
            Browser.attribute(page, "name=\"form-token\"", "value"),
            "user",
            name,
            "password",
            password));
  }

  @Test
  void carolOfTheApplicationsOwnStoreSignsInIntoHerRole() throws Exception {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
          "Principal": {"Federated": "arn:aws:iam::%s:identity-store/own"},
          "Action": "sts:AssumeRoleWithIdentityStore",
          "Condition": {"StringEquals": {"identity-store:sub": "carol"}}}}"""
            .formatted(DEPOT.accountId());
    try (IamClient iam = DEPOT.iam(DEPOT.root());
        StsClient sts = DEPOT.sts(DEPOT.root())) {
      iam.createRole(request -> request.roleName(ROLE).assumeRolePolicyDocument(trust));
      assertThat(sts.getCallerIdentity().account()).isEqualTo(DEPOT.accountId());
    }
    Browser browser = new Browser(HttpClient.newHttpClient());

    HttpResponse<String> refused = signIn(browser, "carol", "wrong");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("That did not work.");

    HttpResponse<String> led = signIn(browser, "carol", "of-the-test");
    assertThat(led.statusCode()).as(led.body()).isEqualTo(303);
    assertThat(led.headers().firstValue("Location")).contains("/.ostiary/account");
    assertThat(browser.get(DEPOT.endpoint().resolve("/.ostiary/account")).body())
        .contains("assumed-role/" + ROLE + "/carol");
  }
}

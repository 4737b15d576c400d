package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** A real Keycloak changes its keys, or does not answer, while its tokens are exchanged. */
@Tag("keycloak")
class KeycloakKeysIT extends DepotInWildFly {
  private Keycloak keycloak;
  private String provider;
  private String role;

  @BeforeEach
  void trustIt() throws Exception {
    keycloak = Keycloak.running();
    provider = keycloak.trustedBy(depot);
    role =
        depot.newRole(
            fresh("keys"),
            provider,
            "sts:AssumeRoleWithWebIdentity",
            "\"StringEquals\": {\"%s:aud\": \"depot\"}".formatted(keycloak.issuerHost()));
  }

  /** Other tests have asked for keys, too, and as often as they may: each has its own terms. */
  private void onTerms(String fresh, String outage) {
    try (IamClient iam = depot.iam(depot.root())) {
      iam.tagOpenIDConnectProvider(
          request ->
              request
                  .openIDConnectProviderArn(provider)
                  .tags(Keycloak.tag("keys-fresh", fresh), Keycloak.tag("outage", outage)));
    }
  }

  @AfterEach
  void onTheUsualTerms() {
    try (IamClient iam = depot.iam(depot.root())) {
      iam.untagOpenIDConnectProvider(
          request ->
              request
                  .openIDConnectProviderArn(provider)
                  .tagKeys("ostiary:keys-fresh", "ostiary:outage"));
    }
  }

  private void exchange(String token) {
    assertThat(depot.exchangeToken(role, token)).isEmpty();
  }

  @Test
  void aNewKeysTokensAreTakenAtOnceAndTheOldKeysMeanwhile() throws Exception {
    onTerms("14m", "4h");
    String old = keycloak.idToken("depot", "alice");
    exchange(old);

    String key = keycloak.rotate();
    try {
      String young = keycloak.idToken("depot", "alice");
      assertThat(young.substring(0, young.indexOf('.')))
          .isNotEqualTo(old.substring(0, old.indexOf('.')));
      exchange(young);
      exchange(old);
    } finally {
      keycloak.retire(key);
    }
  }

  @Test
  void aRetiredKeysTokensAreRefusedAfterTheTimeForWhichKeysAreFresh() throws Exception {
    onTerms("10s", "4h");
    String key = keycloak.rotate();
    String ofTheRetired;
    try {
      ofTheRetired = keycloak.idToken("depot", "alice");
      exchange(ofTheRetired);
    } finally {
      keycloak.retire(key);
    }
    Instant retired = Instant.now();
    String good = keycloak.idToken("depot", "alice");

    int meanwhile = 0;
    while (depot.exchangeToken(role, ofTheRetired).isEmpty()) {
      exchange(good);
      meanwhile++;
      assertThat(Duration.between(retired, Instant.now())).isLessThan(Duration.ofSeconds(40));
    }

    System.out.printf(
        "a retired key's token was refused after %s s; %s good ones were taken meanwhile%n",
        Duration.between(retired, Instant.now()).toSeconds(), meanwhile);
    assertThat(depot.exchangeToken(role, ofTheRetired)).isEqualTo("InvalidIdentityToken");
    exchange(good);
  }

  @Test
  void whatIsKnownGoesOnWhileItDoesNotAnswerUntilTheLimit() throws Exception {
    onTerms("5s", "15s");
    String token = keycloak.idToken("depot", "alice");
    exchange(token);

    Instant stopped = Instant.now();
    keycloak.pause();
    try {
      TimeUnit.SECONDS.sleep(6);
      exchange(token);
      while (depot.exchangeToken(role, token).isEmpty()) {
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(60));
      }
      System.out.printf(
          "without Keycloak its tokens were taken for %s s%n",
          Duration.between(stopped, Instant.now()).toSeconds());
      assertThat(depot.exchangeToken(role, token)).isEqualTo("IDPCommunicationError");
    } finally {
      keycloak.resume();
    }
    onTheUsualTerms();
    exchange(token);
  }
}

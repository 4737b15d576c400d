package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** A real Keycloak changes its keys, or does not answer, while its tokens are exchanged. */
@org.junit.jupiter.api.Tag("keycloak")
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

  private void exchange(String token) {
    assertThat(depot.exchangeToken(role, token)).isEmpty();
  }

  @Test
  void aNewKeysTokensAreTakenAtOnceAndTheOldKeysMeanwhile() throws Exception {
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
    String key = keycloak.rotate();
    String ofTheRetired = keycloak.idToken("depot", "alice");
    exchange(ofTheRetired);
    int exchanges = 0;
    try (IamClient iam = depot.iam(depot.root())) {
      tag(iam, Keycloak.tag("keys-fresh", "5s"));
      keycloak.retire(key);
      String good = keycloak.idToken("depot", "alice");
      Instant retired = Instant.now();
      while (depot.exchangeToken(role, ofTheRetired).isEmpty()) {
        exchange(good);
        exchanges++;
        assertThat(Duration.between(retired, Instant.now())).isLessThan(Duration.ofSeconds(30));
      }
      assertThat(depot.exchangeToken(role, ofTheRetired)).isEqualTo("InvalidIdentityToken");
      exchange(good);
      untag(iam, "keys-fresh");
    }
    System.out.printf("a retired key's token refused; %s good ones taken meanwhile%n", exchanges);
  }

  @Test
  void whatIsKnownGoesOnWhileItDoesNotAnswerUntilTheLimit() throws Exception {
    exchange(keycloak.idToken("depot", "alice"));
    String token = keycloak.idToken("depot", "alice");
    try (IamClient iam = depot.iam(depot.root())) {
      tag(iam, Keycloak.tag("keys-fresh", "5s"), Keycloak.tag("outage", "15s"));
      exchange(token);

      keycloak.pause();
      try {
        Instant stopped = Instant.now();
        TimeUnit.SECONDS.sleep(6);
        exchange(token);
        while (depot.exchangeToken(role, token).isEmpty()) {
          assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(60));
        }
        assertThat(depot.exchangeToken(role, token)).isEqualTo("IDPCommunicationError");
      } finally {
        keycloak.resume();
      }
      untag(iam, "keys-fresh", "outage");
    }
    exchange(token);
  }

  private void tag(IamClient iam, Tag... settings) {
    iam.tagOpenIDConnectProvider(
        request -> request.openIDConnectProviderArn(provider).tags(settings));
  }

  private void untag(IamClient iam, String... settings) {
    iam.untagOpenIDConnectProvider(
        request ->
            request
                .openIDConnectProviderArn(provider)
                .tagKeys(Stream.of(settings).map("ostiary:"::concat).toList()));
  }
}

package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.forgery.SamlAttack;
import io.ostiary.forgery.SamlCipher;
import io.ostiary.forgery.SamlForge;
import io.ostiary.forgery.SamlKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * What an attacker, or Keycloak itself gone wrong, could make of responses that Keycloak has just
 * issued: every attack that is known, and after them the same responses as they are.
 */
@Tag("keycloak")
class KeycloakSamlAttackIT extends DepotInWildFly implements SamlAttack.Material {
  private static final String ENCRYPTION = "http://www.w3.org/2009/xmlenc11#";

  @TempDir Path folder;
  private Keycloak keycloak;
  private SamlKey stranger;
  private String provider;
  private String role;
  private String signedResponse;
  private String signedAssertion;

  @BeforeEach
  void signInAtKeycloak() throws Exception {
    keycloak = Keycloak.running();
    stranger = SamlKey.rsa(folder, 2048);
    provider = keycloak.trustedBySamlOf(depot);
    role = roleOf(provider);
    keycloak.offer("alice", role + ',' + provider);
    signedResponse = keycloak.samlResponse("response", "alice");
    signedAssertion = keycloak.samlResponse("assertion", "alice");
  }

  /** A role for whomever a provider vouches for. */
  private String roleOf(String trusted) {
    return depot.newRole(
        fresh("attacked"),
        trusted,
        "sts:AssumeRoleWithSAML",
        "\"StringEquals\": {\"saml:iss\": \"%s\"}".formatted(keycloak.issuer()));
  }

  @Override
  public SamlForge unsigned() {
    return signedResponse().unsigned();
  }

  @Override
  public SamlForge signedResponse() {
    return SamlForge.of(signedResponse);
  }

  @Override
  public SamlForge signedAssertion() {
    return SamlForge.of(signedAssertion);
  }

  @Override
  public SamlKey key() {
    return keycloak.realmKey();
  }

  @Override
  public SamlKey strangersKey() {
    return stranger;
  }

  /** The code of the refusal; empty if there is none. */
  private String exchange(String response) {
    return depot.exchangeResponse(role, provider, response);
  }

  /** Encrypts assertions for Depot, as anybody can. */
  private SamlCipher cipher() throws Exception {
    String pem = Files.readString(Path.of(System.getProperty("saml.key")));
    try (InputStream certificate =
        new ByteArrayInputStream(
            pem.substring(pem.indexOf("-----BEGIN CERTIFICATE"))
                .getBytes(StandardCharsets.US_ASCII))) {
      X509Certificate depots =
          (X509Certificate)
              CertificateFactory.getInstance("X.509").generateCertificate(certificate);
      return new SamlCipher(
          new SamlKey(stranger.key(), depots),
          ENCRYPTION + "aes256-gcm",
          "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p");
    }
  }

  /** What encryption alone would let in (CVE-2026-2092). */
  private List<SamlAttack> encrypted() throws Exception {
    SamlCipher cipher = cipher();
    List<SamlAttack> attacks = new ArrayList<>();
    attacks.add(
        new SamlAttack(
            "encrypted, and signed by nobody",
            "signed:",
            material -> {
              SamlForge forge = material.unsigned();
              cipher.encrypt(forge);
              return forge.encoded();
            }));
    attacks.add(
        new SamlAttack(
            "encrypted, and signed by a stranger",
            "signature of the Assertion:",
            material -> {
              SamlForge forge = material.unsigned().signAssertion(material.strangersKey());
              cipher.encrypt(forge);
              return forge.encoded();
            }));
    attacks.add(
        new SamlAttack(
            "another subject, encrypted",
            "signature of the Assertion:",
            material -> {
              SamlForge forge = material.signedAssertion();
              cipher.encrypt(forge, xml -> xml.replace("<saml:NameID", "<saml:NameID a=\"b\""));
              return forge.encoded();
            }));
    attacks.add(
        new SamlAttack(
            "encrypted for somebody else",
            "encrypted assertion:",
            material -> {
              SamlForge forge = material.signedAssertion();
              cipher.of(material.strangersKey()).encrypt(forge);
              return forge.encoded();
            }));
    return attacks;
  }

  @Test
  void nothingMadeOfAGoodResponseIsAccepted() throws Exception {
    List<SamlAttack> attacks = new ArrayList<>(SamlAttack.all().toList());
    attacks.addAll(encrypted());

    for (SamlAttack attack : attacks) {
      assertThat(exchange(attack.response().apply(this)))
          .as(attack.name())
          .isIn(
              "InvalidIdentityToken",
              "IDPRejectedClaim",
              "ExpiredTokenException",
              "ValidationError",
              "RequestEntityTooLarge");
    }

    System.out.printf("%s attacks by responses of a real Keycloak: all refused%n", attacks.size());
    assertThat(exchange(signedAssertion)).as("the assertion after all that").isEmpty();
    assertThat(exchange(unsigned().signResponse(key()).encoded()))
        .as("the response, signed by us with Keycloak's key")
        .isEmpty();
    assertThat(exchange(signedResponse)).as("the same assertion").isEqualTo("IDPRejectedClaim");
  }

  @Test
  void aNewKeyIsGoodOnceTheMetadataNameItAndARetiredOneNoLongerThanThat() throws Exception {
    String key = keycloak.rotate();
    String late;
    try {
      String young = keycloak.samlResponse("response", "alice");
      late = keycloak.samlResponse("assertion", "alice");
      assertThat(exchange(young)).as("before").isEqualTo("InvalidIdentityToken");
      keycloak.trustedBySamlOf(depot);
      assertThat(exchange(young)).as("the new key").isEmpty();
      assertThat(exchange(signedResponse)).as("the old one meanwhile").isEmpty();
    } finally {
      keycloak.retire(key);
      keycloak.trustedBySamlOf(depot);
    }
    assertThat(exchange(late)).as("the retired one").isEqualTo("InvalidIdentityToken");
    assertThat(exchange(signedAssertion)).isEmpty();
  }

  @Test
  void aResponseOfOneAccountsProviderIsNothingToAnother() throws Exception {
    String own = "http://localhost:" + depot.endpoint().getPort();
    String other;
    try (IamClient iam = depot.iam(depot.root())) {
      other =
          iam.createSAMLProvider(
                  request ->
                      request
                          .name(fresh("other"))
                          .samlMetadataDocument(SamlKey.metadata("https://other.example", stranger))
                          .tags(
                              Keycloak.tag("audiences", own + "/response"),
                              Keycloak.tag("recipients", own + "/.ostiary/sign-in/saml")))
              .samlProviderArn();
    }
    String keycloaks = provider;
    String keycloaksRole = role;
    provider = other;
    role = roleOf(other);
    keycloak.offer("alice", role + ',' + other);

    assertThat(exchange(keycloak.samlResponse("response", "alice")))
        .isEqualTo("InvalidIdentityToken");

    provider = keycloaks;
    assertThat(exchange(keycloak.samlResponse("response", "alice")))
        .as("a role that trusts the other provider, through Keycloak's")
        .isIn("InvalidIdentityToken", "IDPRejectedClaim", "AccessDenied");
    role = keycloaksRole;
    assertThat(exchange(signedResponse)).isEmpty();
  }
}

package io.ostiary.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederatedIdentity.RoleChoice;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateSAMLProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Keycloak issued, with the clock put back to when it did. */
class KeycloakTest {
  private static final String ISSUER = "http://127.0.0.1:8098/realms/iam";
  private static final Instant THEN = Instant.parse("2026-11-22T11:24:56Z");
  private static final String SAML_PROVIDER = "arn:aws:iam::123456789012:saml-provider/kc";

  @TempDir Path temporary;

  private Directories directories;
  private HttpServer keys;

  @BeforeEach
  void trustIt() throws IOException {
    directories = new Directories(temporary.resolve("data"));
    directories.clock.set(THEN);
    byte[] published = recorded("jwks.json").getBytes(StandardCharsets.UTF_8);
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, published.length);
          exchange.getResponseBody().write(published);
          exchange.close();
        });
    keys.start();
    directories.run(
        new CreateOpenIDConnectProvider(
            Directories.ACCOUNT,
            ISSUER,
            List.of("depot"),
            List.of(),
            Map.of(
                "ostiary:jwks-uri", "http://127.0.0.1:" + keys.getAddress().getPort() + "/certs",
                "ostiary:claims", "groups realm_access.roles",
                "ostiary:claim-typ", "ID")));
    directories.run(
        new CreateSAMLProvider(
            Directories.ACCOUNT,
            "kc",
            recorded("metadata.xml"),
            Map.of(
                "ostiary:audiences", "http://127.0.0.1:8099",
                "ostiary:recipients", "http://127.0.0.1:8099/saml",
                "ostiary:signed", "both")));
  }

  @AfterEach
  void close() {
    keys.stop(0);
    directories.close();
  }

  private static String recorded(String name) throws IOException {
    try (InputStream in = KeycloakTest.class.getResourceAsStream("keycloak/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private FederatedIdentity token(String token) throws FederationException {
    return directories.federation.webIdentity(token, Directories.ACCOUNT, directories.snapshot());
  }

  private FederatedIdentity response(String response) throws FederationException {
    return directories.federation.saml(response, SAML_PROVIDER, directories.snapshot());
  }

  @Test
  void itsIdTokenIsSomebodyWithRolesAndTags() throws Exception {
    FederatedIdentity identity = token(recorded("id-token.txt").strip());

    assertThat(identity.subject()).hasSize(36);
    assertThat(identity.tags()).isEqualTo(Map.of("team", "red"));
    assertThat(identity.keys().toString())
        .contains("claim/realm_access.roles=Values[texts=[admin]", "claim/groups=Values[texts=[/");
  }

  @Test
  void itsIdTokenEndsWhenItSays() throws IOException {
    String token = recorded("id-token.txt").strip();
    directories.clock.advance(Duration.ofMinutes(7));

    assertThat(catchThrowableOfType(FederationException.class, () -> token(token)).code())
        .isEqualTo(Code.EXPIRED_TOKEN);
  }

  @Test
  void itsIdTokenHoldsWithNoOtherCharacterAnywhere() throws IOException {
    String token = recorded("id-token.txt").strip();
    for (int i = 0; i < token.length(); i += 3) {
      String other = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A');
      String changed = other + token.substring(i + 1);
      assertThat(catchThrowableOfType(FederationException.class, () -> token(changed)))
          .as("character %s", i)
          .isNotNull();
    }
  }

  @Test
  void itsResponseIsSomebodyOnce() throws Exception {
    String response = recorded("response.b64");

    FederatedIdentity identity = response(response);

    assertThat(identity.sessionName()).contains("alice");
    assertThat(identity.subjectType()).contains("persistent");
    assertThat(identity.roles())
        .containsExactly(
            new RoleChoice(
                "arn:aws:iam::111122223333:role/staff",
                "arn:aws:iam::111122223333:saml-provider/kc"));
    assertThat(catchThrowableOfType(FederationException.class, () -> response(response)).code())
        .isEqualTo(Code.REJECTED_CLAIM);
  }

  @Test
  void nothingInItsResponseCanBeChanged() throws IOException {
    String xml =
        new String(
            Base64.getMimeDecoder().decode(recorded("response.b64")), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> change :
        Map.of(
                ">alice<", ">root<",
                "role/staff", "role/admin",
                "Success", "Succes2",
                "http://127.0.0.1:8099<", "http://127.0.0.1:8098<",
                "Version=\"2.0\"", "Version=\"2.0\" x=\"y\"",
                "</saml:Assertion>", "<saml:Advice/></saml:Assertion>",
                "#rsa-sha256", "#hmac-sha256")
            .entrySet()) {
      String changed = xml.replace(change.getKey(), change.getValue());
      assertThat(changed).isNotEqualTo(xml);
      String encoded = Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
      assertThat(catchThrowableOfType(FederationException.class, () -> response(encoded)))
          .as(change.getKey())
          .isNotNull();
    }
  }
}

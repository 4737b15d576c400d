package io.ostiary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationCommandTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer server;
  private String issuer;
  private RSAKey key;

  @BeforeEach
  void startIssuer() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    answer(
        "/.well-known/openid-configuration",
        "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(issuer, issuer));
    answer("/keys", new JWKSet(key.toPublicJWK()).toString(true));
    server.start();
  }

  @AfterEach
  void stopIssuer() {
    server.stop(0);
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private void writeToken() throws Exception {
    long now = Instant.now().getEpochSecond();
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
            new Payload(
                """
                {"iss": "%s", "sub": "alice", "aud": "depot", "iat": %d, "exp": %d,
                 "groups": ["staff", "ops"]}
                """
                    .formatted(issuer, now, now + 60)));
    token.sign(new RSASSASigner(key));
    Files.writeString(directory.resolve("token"), token.serialize() + "\n");
  }

  private int run(String... arguments) {
    Console console = new Console(new ByteArrayInputStream(new byte[0]), out, err, directory);
    return Ostiary.run(console, arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aGoodTokenShowsWhatItSays() throws Exception {
    writeToken();

    assertThat(
            run(
                "federation",
                "test",
                "--token",
                "token",
                "--issuer",
                issuer,
                "--audience",
                "depot",
                "--tag",
                "ostiary:claims=groups"))
        .isEqualTo(Ostiary.SOUND);
    assertThat(printed())
        .contains("ok   signature:", "ok   exp:", "subject = alice")
        .contains(issuer.substring("http://".length()) + ":claim/groups = [staff, ops]")
        .doesNotContain("FAIL");
  }

  @Test
  void aRefusedTokenShowsTheCheckThatItFails() throws Exception {
    writeToken();

    assertThat(
            run("federation", "test", "--token", "token", "--issuer", issuer, "--audience", "web"))
        .isEqualTo(Ostiary.FAULT_FOUND);
    assertThat(printed())
        .contains("FAIL aud: expected one of [web], seen [depot]", "InvalidIdentityToken");
  }

  @Test
  void anythingElseIsWrongUsage() throws Exception {
    writeToken();
    Files.writeString(directory.resolve("file"), "x");

    assertThat(run("federation", "test")).isEqualTo(Ostiary.FAILED);
    assertThat(run("federation", "test", "--token", "file")).isEqualTo(Ostiary.FAILED);
    assertThat(run("federation", "test", "--saml", "file")).isEqualTo(Ostiary.FAILED);
    assertThat(run("federation", "test", "--saml", "file", "--metadata", "file"))
        .isEqualTo(Ostiary.FAILED);
    assertThat(
            run(
                "federation",
                "test",
                "--token",
                "token",
                "--issuer",
                issuer,
                "--audience",
                "a",
                "--tag",
                "ostiary:algorithms=none"))
        .isEqualTo(Ostiary.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--issuer", "--metadata", "EntityDescriptor", "federation test --token FILE");
  }
}

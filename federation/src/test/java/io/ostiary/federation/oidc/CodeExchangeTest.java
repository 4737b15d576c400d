package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import io.ostiary.federation.TestClock;
import io.ostiary.federation.TrustedServers;
import io.ostiary.realm.authentication.CodeFlow;
import io.ostiary.realm.directory.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes for tokens, and how the provider knows us. */
class CodeExchangeTest {
  private static final CodeFlow.Code CODE =
      new CodeFlow.Code("depot", "c0de", "v3rifier", URI.create("https://door.example.com/back"));

  @TempDir Path temporary;

  private final IssuerServer server = new IssuerServer();
  private volatile String asked = "";

  @AfterEach
  void close() {
    server.close();
  }

  private void publish(String more) {
    server.discovery =
        ("{\"issuer\": \"%s\", \"authorization_endpoint\": \"%s/auth\", \"token_endpoint\":"
                + " \"%s/token\"%s}")
            .formatted(server.issuer(), server.issuer(), server.issuer(), more);
    server.more.put("/token", this::token);
  }

  private void token(HttpExchange exchange) throws IOException {
    asked =
        exchange.getRequestHeaders().getFirst("Authorization")
            + ' '
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    IssuerServer.say(exchange, "{\"id_token\": \"a.b.c\"}");
  }

  private OidcProvider provider(Map<String, String> tags) {
    return new OidcProvider(
        "123456789012", "aws", server.issuer(), List.of("depot"), List.of(), Instant.EPOCH, tags);
  }

  private CodeExchange exchange(String secrets) throws IOException {
    Path file = Files.writeString(temporary.resolve("secrets"), secrets);
    return new CodeExchange(
        TrustedServers.by(Optional.empty()), ClientSecrets.read(file), new TestClock());
  }

  @ParameterizedTest(name = "{0}, secret of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | - | null | false",
        "- | depot | Basic ZGVwb3Q6czNjcmV0 | false",
        "\"client_secret_post\", \"client_secret_basic\" | depot | Basic ZGVwb3Q6czNjcmV0 | false",
        "\"client_secret_post\" | depot | null | true",
        "\"client_secret_post\" | - | null | false",
        "- | window | null | false",
      })
  void theProviderKnowsUsAsItCan(String methods, String client, String header, boolean inForm)
      throws IOException {
    publish(
        methods == null
            ? ""
            : ", \"token_endpoint_auth_methods_supported\": [%s]".formatted(methods));
    CodeExchange exchange =
        exchange(client == null ? "" : server.issuer() + ' ' + client + " s3cret");

    assertThat(exchange.idToken(provider(Map.of()), CODE)).isEqualTo("a.b.c");

    assertThat(asked).startsWith(header + " grant_type=authorization_code&client_id=depot&code=");
    assertThat(asked).contains("code_verifier=v3rifier");
    assertThat(asked.contains("client_secret=s3cret")).isEqualTo(inForm);
  }

  @Test
  void aSecretIsShownToItsOwnIssuerOnly() throws IOException {
    publish("");

    exchange("https://idp.example.com depot s3cret").idToken(provider(Map.of()), CODE);

    assertThat(asked).startsWith("null ").doesNotContain("s3cret");
  }

  @Test
  void endpointsAreWhereTheIssuerIsOrWhereTheAdministratorSays() throws IOException {
    publish("");
    String elsewhere = server.issuer().replace("127.0.0.1", "localhost");
    server.discovery = server.discovery.replace(server.issuer() + "/token", elsewhere + "/token");
    CodeExchange exchange = exchange("");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> exchange.idToken(provider(Map.of()), CODE))
        .withMessageContainingAll("token_endpoint", "localhost", "ostiary:hosts");
    String host = elsewhere.substring("http://".length(), elsewhere.indexOf('/', 7));
    assertThat(exchange.idToken(provider(Map.of("ostiary:hosts", "a.example " + host)), CODE))
        .isEqualTo("a.b.c");
  }
}

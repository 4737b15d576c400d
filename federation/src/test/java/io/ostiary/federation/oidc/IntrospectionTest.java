package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.ostiary.federation.Directories;
import io.ostiary.federation.saml.DecryptionKeys;
import io.ostiary.realm.authentication.BearerIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that only their issuer can read. */
class IntrospectionTest {
  private static final Map<String, String> TERMS =
      Map.of(
          "ostiary:bearer-audiences", "api",
          "ostiary:bearer-type", "opaque",
          "ostiary:bearer-client", "door",
          "ostiary:bearer-role-1", "readers if azp=gui");

  @TempDir Path temporary;

  private final IssuerServer server = new IssuerServer();
  private final AtomicInteger questions = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private volatile String answer = "";
  private Directories directories;

  @BeforeEach
  void open() throws IOException {
    Path secrets = temporary.resolve("secrets");
    Files.writeString(
        secrets, "# as which client we ask\n\n%s  door s3cret: 50%%\n".formatted(server.issuer()));
    directories =
        new Directories(
            temporary.resolve("data"), ClientSecrets.read(secrets), DecryptionKeys.NONE);
    server.discovery =
        "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/certs\", \"introspection_endpoint\": \"%s/introspect\"}"
            .formatted(server.issuer(), server.issuer(), server.issuer());
    server.more.put("/introspect", this::introspect);
    answer = good("");
  }

  private void introspect(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    asked.add(
        exchange.getRequestMethod()
            + ' '
            + exchange.getRequestHeaders().getFirst("Authorization")
            + ' '
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    IssuerServer.say(exchange, answer);
  }

  @AfterEach
  void close() {
    directories.close();
    server.close();
  }

  private void trust(Map<String, String> tags) {
    directories.run(
        new CreateOpenIDConnectProvider(
            Directories.ACCOUNT, server.issuer(), List.of("app"), List.of(), tags));
  }

  /** An answer about a good token, with more members (each ended by a comma). */
  private String good(String more) {
    long now = directories.clock.instant().getEpochSecond();
    return ("{%s\"active\": true, \"sub\": \"alice\", \"aud\": \"api\", \"azp\": \"gui\", \"iat\": %d,"
            + " \"exp\": %d}")
        .formatted(more, now - 10, now + 300);
  }

  private BearerIdentity bearer(String token) throws FederationException {
    return directories.federation.bearer(token, directories.snapshot());
  }

  private FederationException refusal(String token) {
    return catchThrowableOfType(FederationException.class, () -> bearer(token));
  }

  @Test
  void areAskedAboutOnceAMinuteAsTheClientThatWeAre() throws FederationException {
    trust(TERMS);

    BearerIdentity bearer = bearer("2YotnFZFEjr1zCsicMWpAA");

    assertThat(bearer.identity().subject()).isEqualTo("alice");
    assertThat(bearer.roleName()).isEqualTo("readers");
    assertThat(bearer.identity().issuer()).isEqualTo(server.issuer());
    assertThat(asked)
        .containsExactly(
            "POST Basic ZG9vcjpzM2NyZXQlM0ErNTAlMjU="
                + " token=2YotnFZFEjr1zCsicMWpAA&token_type_hint=access_token");
    bearer("2YotnFZFEjr1zCsicMWpAA");
    assertThat(questions).hasValue(1);
    directories.clock.advance(Duration.ofSeconds(61));
    answer = "{\"active\": false}";
    assertThat(refusal("2YotnFZFEjr1zCsicMWpAA").reason()).startsWith("active");
    assertThat(questions).hasValue(2);
  }

  @Test
  void thatAreNotGoodAreRememberedForSeconds() throws FederationException {
    trust(TERMS);
    answer = "{\"active\": false}";

    assertThat(refusal("opaque").code()).isEqualTo(Code.INVALID_IDENTITY_TOKEN);
    assertThat(refusal("opaque").reason()).startsWith("active");
    assertThat(questions).hasValue(1);
    answer = good("");
    directories.clock.advance(Duration.ofSeconds(6));
    assertThat(bearer("opaque").identity().subject()).isEqualTo("alice");
  }

  @Test
  void mayLookSigned() throws Exception {
    trust(TERMS);
    RSAKey unpublished = new RSAKeyGenerator(2048).keyID("rsa").generate();
    String token =
        new Forge(server.issuer(), unpublished, "RS256", directories.clock.instant())
            .with("{\"aud\": \"api\"}")
            .sign();

    assertThat(bearer(token).identity().subject()).isEqualTo("alice");
  }

  @Test
  void areNoWayOutForATokenWhoseSignatureDoesNotHold() throws Exception {
    Map<String, String> signed = new HashMap<>(TERMS);
    signed.remove("ostiary:bearer-type");
    signed.remove("ostiary:bearer-client");
    trust(signed);
    RSAKey unpublished = new RSAKeyGenerator(2048).keyID("rsa").generate();

    Forge forge = new Forge(server.issuer(), unpublished, "RS256", directories.clock.instant());
    String token =
        forge
            .header(header -> header.put("typ", "at+jwt"))
            .with("{\"aud\": \"api\", \"azp\": \"gui\"}")
            .sign();
    assertThat(refusal(token).reason()).startsWith("key");
    assertThat(refusal("opaque").reason()).startsWith("provider");
    assertThat(questions).hasValue(0);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"active\": true | \"active\": \"true\" | active",
        "\"active\": true | \"active\": 1 | active",
        "\"active\": true | \"x\": true | active",
        "\"aud\": \"api\" | \"aud\": \"app\" | aud",
        "\"aud\": \"api\" | \"x\": \"app\" | aud",
        "\"sub\": \"alice\" | \"sub\": 7 | sub",
        "\"sub\": \"alice\" | \"username\": \"alice\" | sub",
        "\"exp\" | \"x\" | exp",
        "\"iat\" | \"nbf\" | iat",
        "\"azp\": \"gui\" | \"azp\": \"cli\" | role",
        "\"azp\" | \"iss\": \"https://other.example.com\", \"azp\" | iss",
        "\"azp\" | \"cnf\": {\"jkt\": \"a\"}, \"azp\" | cnf",
      })
  void holdByTheSameRulesAsOthers(String part, String other, String check) {
    trust(TERMS);
    answer = answer.replace(part, other);

    assertThat(refusal("opaque").reason()).startsWith(check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"active\": true", "{\"active\": true, \"active\": true}"})
  void areNotTakenByAnAnswerThatIsNone(String broken) {
    trust(TERMS);
    answer = broken;

    assertThat(refusal("opaque").code()).isEqualTo(Code.COMMUNICATION_ERROR);
  }

  @Test
  void areNotAskedAboutWithoutASecret() {
    Map<String, String> other = new HashMap<>(TERMS);
    other.put("ostiary:bearer-client", "window");
    trust(other);

    assertThat(refusal("opaque").reason()).contains("ostiary.oidc-client-secrets-file");
    assertThat(questions).hasValue(0);
  }

  @Test
  void holdUpNoMoreThanAFewRequestsIfTheIssuerHangs() {
    trust(TERMS);
    server.more.put("/introspect", server::hang);

    List<CompletableFuture<FederationException>> all =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> refusal("opaque-" + i), task -> new Thread(task).start()))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join).map(FederationException::code))
        .containsOnly(Code.COMMUNICATION_ERROR);
    assertThat(
            all.stream()
                .map(CompletableFuture::join)
                .filter(refused -> refused.reason().contains("questions open")))
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void ofAnEndpointElsewhereNeedItsHostNamed() throws FederationException {
    trust(TERMS);
    String elsewhere = server.issuer().replace("127.0.0.1", "localhost");
    server.discovery =
        "{\"issuer\": \"%s\", \"introspection_endpoint\": \"%s/introspect\"}"
            .formatted(server.issuer(), elsewhere);

    assertThat(refusal("opaque").reason()).contains("ostiary:hosts");

    Map<String, String> named = new HashMap<>(TERMS);
    named.put("ostiary:hosts", elsewhere.substring(7, elsewhere.indexOf('/', 7)));
    directories.run(
        new io.ostiary.realm.directory.DeleteOpenIDConnectProvider(
            Directories.ACCOUNT,
            "arn:aws:iam::123456789012:oidc-provider/" + server.issuer().substring(7)));
    trust(named);
    assertThat(bearer("opaque").roleName()).isEqualTo("readers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://idp door", "https://idp", "https://a b c\nhttps://a b d"})
  void aFileOfSecretsThatSaysSomethingElseIsRefusedUnquoted(String text) throws IOException {
    Path file = Files.writeString(temporary.resolve("bad"), text);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ClientSecrets.read(file))
        .withMessageContaining("line ")
        .withMessageNotContaining("door");
  }
}

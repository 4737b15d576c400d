package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.ostiary.federation.Directories;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.Tag;
import io.ostiary.realm.directory.TaggedOidcProvider;
import io.ostiary.realm.directory.UpdateOpenIDConnectProviderThumbprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssuerKeysTest {
  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration OUTAGE = Duration.ofHours(4);

  private static RSAKey first;
  private static RSAKey second;

  @TempDir Path temporary;

  private final IssuerServer server = new IssuerServer();
  private final IssuerServer other = new IssuerServer();
  private Directories directories;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    first = new RSAKeyGenerator(2048).keyID("first").generate();
    second = new RSAKeyGenerator(2048).keyID("second").generate();
  }

  @BeforeEach
  void open() {
    directories = new Directories(temporary.resolve("data"));
    server.publish(first.toPublicJWK());
    other.publish(second.toPublicJWK());
    trust(server, Map.of());
    trust(other, Map.of());
  }

  @AfterEach
  void close() {
    directories.close();
    server.close();
    other.close();
  }

  private void trust(IssuerServer issuer, Map<String, String> tags) {
    directories.run(
        new CreateOpenIDConnectProvider(
            Directories.ACCOUNT, issuer.issuer(), List.of("app"), List.of(), tags));
  }

  private Forge token(RSAKey key) {
    return new Forge(server.issuer(), key, "RS256", directories.clock.instant());
  }

  private FederationException refusal(Forge token) {
    return catchThrowableOfType(
        FederationException.class,
        () ->
            directories.federation.webIdentity(
                token.sign(), Directories.ACCOUNT, directories.snapshot()));
  }

  private void advance(Duration by) {
    directories.clock.advance(by);
  }

  @Test
  void keysAreFetchedOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      int id = i;
      assertThat(refusal(token(first).claims(c -> c.put("jti", "t" + id)))).isNull();
    }
    assertThat(server.keyFetches).hasValue(1);
  }

  @Test
  void threeHundredTokensWithUnknownKeysCostTwoFetchesAndNoGoodToken() {
    assertThat(refusal(token(first))).isNull();

    IntStream.range(0, 300)
        .forEach(
            i -> assertThat(refusal(token(first).header(h -> h.put("kid", "k" + i)))).isNotNull());

    assertThat(server.keyFetches).hasValue(2);
    assertThat(refusal(token(first).claims(c -> c.put("jti", "later")))).isNull();
  }

  @Test
  void aTokenThatIsWrongAnywayMakesNobodyAskTheIssuer() {
    for (Forge wrong :
        List.of(
            token(first).claims(c -> c.put("aud", "other")),
            token(first).claims(c -> c.put("exp", 1)),
            token(first).header(h -> h.put("alg", "HS256")))) {
      wrong.header.put("kid", "unknown");
      assertThat(
              catchThrowableOfType(
                  FederationException.class,
                  () ->
                      directories.federation.webIdentity(
                          wrong.signAs("RS256"), Directories.ACCOUNT, directories.snapshot())))
          .isNotNull();
    }
    assertThat(server.keyFetches).hasValue(0);
  }

  @Test
  void aNewKeyIsFoundAtOnceAndARetiredOneIsRefusedAfterAQuarterOfAnHour() {
    assertThat(refusal(token(first))).isNull();

    server.publish(first.toPublicJWK(), second.toPublicJWK());
    assertThat(refusal(token(second))).isNull();
    server.publish(second.toPublicJWK());
    advance(FRESH);

    assertThat(refusal(token(first)).reason()).startsWith("key:");
    assertThat(refusal(token(second))).isNull();
  }

  @Test
  void aRememberedTokenIsRefusedOnceItsKeyIsGone() {
    server.publish(first.toPublicJWK(), second.toPublicJWK());
    Forge token = token(first);
    assertThat(refusal(token)).isNull();

    server.publish(second.toPublicJWK());
    advance(Duration.ofSeconds(31));
    assertThat(refusal(token(first).header(h -> h.put("kid", "unknown")))).isNotNull();

    assertThat(refusal(token).reason()).startsWith("key:");
  }

  @Test
  void keysAreFetchedAheadOfTheirEndWithoutAnybodyWaiting() throws InterruptedException {
    assertThat(refusal(token(first))).isNull();
    server.instead = server::hang;
    advance(FRESH.minusSeconds(30));

    assertThat(refusal(token(first))).isNull();

    while (server.keyFetches.get() < 2) {
      Thread.sleep(5);
    }
  }

  @Test
  void anOutageIsBorneForFourHours() {
    assertThat(refusal(token(first))).isNull();
    server.instead = exchange -> exchange.close();

    advance(FRESH.plusMinutes(1));
    assertThat(refusal(token(first))).isNull();
    advance(OUTAGE.minusMinutes(2));
    assertThat(refusal(token(first))).isNull();
    advance(Duration.ofMinutes(2));

    assertThat(refusal(token(first)).code()).isEqualTo(Code.COMMUNICATION_ERROR);
    server.instead = null;
    advance(IssuerKeys.AFTER_FAILURE);
    assertThat(refusal(token(first))).isNull();
  }

  @Test
  void anAdministratorMaySayHowLongKeysAreFreshAndGoOnWithoutTheIssuer() {
    directories.run(
        new Tag(
            new TaggedOidcProvider(Directories.ACCOUNT, arn()),
            Map.of("ostiary:keys-fresh", "20s", "ostiary:outage", "40s")));
    server.publish(first.toPublicJWK(), second.toPublicJWK());
    Forge remembered = token(first);
    assertThat(refusal(remembered)).isNull();
    server.publish(second.toPublicJWK());
    advance(Duration.ofSeconds(20));
    assertThat(refusal(remembered).reason()).startsWith("key:");
    assertThat(refusal(token(second))).isNull();

    server.instead = exchange -> exchange.close();
    advance(Duration.ofSeconds(59));
    assertThat(refusal(token(second))).isNull();
    advance(Duration.ofSeconds(1));
    assertThat(refusal(token(second)).code()).isEqualTo(Code.COMMUNICATION_ERROR);
  }

  private String arn() {
    return "arn:aws:iam::123456789012:oidc-provider/"
        + server.issuer().substring("http://".length());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("redirects", IssuerKeysTest::redirect),
        fault("sends without end", IssuerServer::endless),
        fault("answers with an error", exchange -> exchange.sendResponseHeaders(500, -1)),
        fault("hangs up", exchange -> exchange.close()),
        fault("sends garbage", exchange -> send(exchange, "<html>")),
        fault("sends JSON of another kind", exchange -> send(exchange, "[]")),
        fault("names another issuer", exchange -> send(exchange, "{\"issuer\": \"https://x\"}")));
  }

  private static Arguments fault(String name, IssuerServer.Answer answer) {
    return Arguments.of(name, answer);
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
    exchange.sendResponseHeaders(302, -1);
  }

  private static void send(HttpExchange exchange, String body) throws IOException {
    exchange.sendResponseHeaders(200, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  @ParameterizedTest(name = "an issuer that {0}")
  @MethodSource("faults")
  void aFaultyIssuerCostsItsOwnUsersAnError(String name, IssuerServer.Answer answer) {
    server.instead = answer;

    assertThat(refusal(token(first)).code()).isEqualTo(Code.COMMUNICATION_ERROR);
  }

  @Test
  void whileOneIssuerHangsAnothersTokensAreVerified() {
    server.instead = server::hang;
    CompletableFuture<FederationException> hanging =
        CompletableFuture.supplyAsync(() -> refusal(token(first)));

    Forge fine = new Forge(other.issuer(), second, "RS256", directories.clock.instant());
    assertThat(refusal(fine)).isNull();

    assertThat(hanging.join().code()).isEqualTo(Code.COMMUNICATION_ERROR);
  }

  @Test
  void keysAtAnotherHostMustBeSetByTheAdministrator() {
    String certs = other.issuer().replace("127.0.0.1", "localhost") + "/certs";
    server.discovery =
        "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(server.issuer(), certs);
    assertThat(refusal(token(second)).reason()).contains("ostiary:jwks-uri");

    directories.run(
        new Tag(
            new TaggedOidcProvider(Directories.ACCOUNT, arn()), Map.of("ostiary:jwks-uri", certs)));

    assertThat(refusal(token(second))).isNull();
  }

  @Test
  void aPinThatNoCertificateHasKeepsTheKeysOut() {
    directories.run(
        new UpdateOpenIDConnectProviderThumbprint(
            Directories.ACCOUNT, arn(), List.of("0123456789abcdef0123456789abcdef01234567")));

    assertThat(refusal(token(first)).reason()).contains("thumbprints");
  }
}

package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.ostiary.federation.Directories;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.AddClientIDToOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.RemoveClientIDFromOpenIDConnectProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcVerifierTest {
  private static RSAKey rsa;
  private static JWK elliptic;

  @TempDir Path temporary;

  private final IssuerServer server = new IssuerServer();
  private Directories directories;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    elliptic = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
  }

  @BeforeEach
  void open() {
    directories = new Directories(temporary.resolve("data"));
    server.publish(rsa.toPublicJWK(), elliptic.toPublicJWK());
  }

  @AfterEach
  void close() {
    directories.close();
    server.close();
  }

  private String trust(Map<String, String> tags) {
    return directories
        .run(
            new CreateOpenIDConnectProvider(
                Directories.ACCOUNT, server.issuer(), List.of("app", "web"), List.of(), tags))
        .arn();
  }

  private Forge token() {
    return new Forge(server.issuer(), rsa, "RS256", directories.clock.instant());
  }

  private FederatedIdentity verify(String token) throws FederationException {
    return directories.federation.webIdentity(token, Directories.ACCOUNT, directories.snapshot());
  }

  private FederationException refusal(String token) {
    return catchThrowableOfType(FederationException.class, () -> verify(token));
  }

  private String prefix() {
    return server.issuer().substring("http://".length());
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  @Test
  void aTokenOfAKnownIssuerIsSomebody() throws FederationException {
    String arn = trust(Map.of());

    FederatedIdentity identity = verify(token().sign());

    assertThat(identity.source().action()).isEqualTo("sts:AssumeRoleWithWebIdentity");
    assertThat(identity.providerArn()).isEqualTo(arn);
    assertThat(identity.issuer()).isEqualTo(server.issuer());
    assertThat(identity.subject()).isEqualTo("7d9c6a1e-alice");
    assertThat(identity.audience()).isEqualTo("app");
    assertThat(identity.tokenId()).isEqualTo("token-1");
    assertThat(identity.notAfter()).isEmpty();
    assertThat(identity.keys())
        .isEqualTo(Map.of(prefix() + ":sub", one("7d9c6a1e-alice"), prefix() + ":aud", one("app")));
  }

  @Test
  void theAuthorizedPartyStandsForTheAudienceAsAtAws() throws FederationException {
    trust(Map.of());

    FederatedIdentity identity =
        verify(token().with("{\"aud\": [\"app\", \"other\"], \"azp\": \"web\"}").sign());

    assertThat(identity.audience()).isEqualTo("web");
    assertThat(identity.keys())
        .containsEntry(prefix() + ":aud", one("web"))
        .containsEntry(prefix() + ":azp", one("web"))
        .containsEntry(prefix() + ":oaud", one("app"));
  }

  @Test
  void anAccessTokensAudienceIsTheApiAndItsPartyTheClient() throws FederationException {
    trust(Map.of("ostiary:token-type", "access", "ostiary:authorized-parties", "cli gui"));

    FederatedIdentity identity = verify(token().with("{\"azp\": \"gui\"}").sign());

    assertThat(identity.audience()).isEqualTo("app");
    assertThat(identity.keys()).containsEntry(prefix() + ":azp", one("gui"));
    assertThat(refusal(token().with("{\"azp\": \"evil\"}").sign()).reason()).startsWith("azp:");
    assertThat(refusal(token().sign()).reason()).startsWith("azp:");
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(
            "Keycloak",
            "groups realm_access.roles email_verified",
            """
            {"groups": ["/staff", "/ops"], "realm_access": {"roles": ["admin"]},
             "email_verified": true, "typ": "ID"}
            """,
            Map.of(
                "groups", List.of("/staff", "/ops"),
                "realm_access.roles", List.of("admin"),
                "email_verified", List.of("true"))),
        Arguments.of(
            "Kubernetes",
            "kubernetes.io.namespace kubernetes.io.serviceaccount.name",
            """
            {"sub": "system:serviceaccount:shop:builder",
             "kubernetes.io": {"namespace": "shop", "serviceaccount": {"name": "builder"}}}
            """,
            Map.of(
                "kubernetes.io.namespace", List.of("shop"),
                "kubernetes.io.serviceaccount.name", List.of("builder"))),
        Arguments.of(
            "GitHub Actions",
            "repository repository_owner_id ref environment",
            """
            {"sub": "repo:acme/shop:ref:refs/heads/main", "repository": "acme/shop",
             "repository_owner_id": "4711", "ref": "refs/heads/main"}
            """,
            Map.of(
                "repository", List.of("acme/shop"),
                "repository_owner_id", List.of("4711"),
                "ref", List.of("refs/heads/main"))),
        Arguments.of(
            "GitLab",
            "project_id ref_protected",
            """
            {"sub": "project_path:acme/shop:ref_type:branch:ref:main", "project_id": "22",
             "ref_protected": "true"}
            """,
            Map.of("project_id", List.of("22"), "ref_protected", List.of("true"))),
        Arguments.of(
            "Google", "hd", "{\"hd\": \"acme.example\"}", Map.of("hd", List.of("acme.example"))),
        Arguments.of(
            "Entra with too many groups",
            "oid tid groups",
            """
            {"oid": "o-1", "tid": "t-1", "_claim_names": {"groups": "src1"},
             "_claim_sources": {"src1": {"endpoint": "https://graph.example/groups"}}}
            """,
            Map.of("oid", List.of("o-1"), "tid", List.of("t-1"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void claimsThatAProviderListsAreConditionKeys(
      String shape, String listed, String claims, Map<String, List<String>> expected)
      throws FederationException {
    trust(Map.of("ostiary:claims", listed));

    FederatedIdentity identity = verify(token().with(claims).sign());

    expected.forEach(
        (path, values) ->
            assertThat(identity.keys())
                .hasEntrySatisfying(
                    prefix() + ":claim/" + path,
                    held -> assertThat(held.texts()).isEqualTo(values)));
    assertThat(identity.keys().keySet().stream().filter(key -> key.contains(":claim/")))
        .hasSize(expected.size());
  }

  static Stream<Arguments> badClaims() {
    return Stream.of(
        Arguments.of("more than 50 values", "{\"groups\": [" + "1,".repeat(50) + "1]}"),
        Arguments.of("too long a value", "{\"groups\": \"%s\"}".formatted("x".repeat(257))),
        Arguments.of("an object", "{\"groups\": {\"a\": 1}}"),
        Arguments.of("a list of lists", "{\"groups\": [[\"a\"]]}"),
        Arguments.of("two claims at one path", "{\"a.b\": 1, \"a\": {\"b\": 2}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badClaims")
  void aListedClaimThatIsNoKeyIsRefusedRatherThanLeftOut(String name, String claims) {
    trust(Map.of("ostiary:claims", "groups a.b"));

    assertThat(refusal(token().with(claims).sign()).reason()).startsWith("claim");
  }

  static Stream<Arguments> wishes() {
    return Stream.of(
        Arguments.of(
            "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"team\": [\"red\"], \"cost"
                + " center\": [\"4 711\"]}, \"transitive_tag_keys\": [\"team\"]}}"),
        Arguments.of(
            "{\"https://aws.amazon.com/tags/principal_tags/team\": \"red\","
                + " \"https://aws.amazon.com/tags/principal_tags/cost center\": \"4 711\","
                + " \"https://aws.amazon.com/tags/transitive_tag_keys\": [\"team\"]}"));
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void tagsComeNestedOrFlattened(String claims) throws FederationException {
    trust(Map.of());

    FederatedIdentity identity =
        verify(
            token()
                .with(claims)
                .claims(c -> c.put("https://aws.amazon.com/source_identity", "alice@x"))
                .sign());

    assertThat(identity.tags()).isEqualTo(Map.of("team", "red", "cost center", "4 711"));
    assertThat(identity.transitiveTagKeys()).containsExactly("team");
    assertThat(identity.sourceIdentity()).contains("alice@x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"https://aws.amazon.com/tags\": \"team\"}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"a\": \"b\"}}}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"a\": [\"b\", \"c\"]}}}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"aws:a\": [\"b\"]}}}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"AWS:a\": [\"b\"]}}}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"a\": [\"1\"], \"A\": [\"2\"]}}}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"\": [\"b\"]}}}",
        "{\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"a\": [\"b*\"]}}}",
        "{\"https://aws.amazon.com/tags\": {\"transitive_tag_keys\": [\"a\"]}}",
        "{\"https://aws.amazon.com/source_identity\": \"a b\"}",
        "{\"https://aws.amazon.com/source_identity\": [\"alice\"]}"
      })
  void wishesBeyondTheRulesRefuseTheToken(String claims) {
    trust(Map.of());

    assertThat(refusal(token().with(claims).sign()).code())
        .isEqualTo(FederationException.Code.INVALID_IDENTITY_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256"})
  void everyListedAlgorithmVerifies(String algorithm) throws FederationException {
    trust(Map.of("ostiary:algorithms", "RS256 RS384 RS512 PS256 PS384 PS512 ES256"));
    JWK key = algorithm.startsWith("ES") ? elliptic : rsa;

    assertThat(
            verify(new Forge(server.issuer(), key, algorithm, directories.clock.instant()).sign())
                .subject())
        .isEqualTo("7d9c6a1e-alice");
  }

  @Test
  void aTokenOfOneAccountsProviderIsNothingToAnother() {
    trust(Map.of());
    String token = token().sign();

    assertThat(refusal(token)).isNull();
    assertThatExceptionOfType(FederationException.class)
        .isThrownBy(
            () -> directories.federation.webIdentity(token, "210987654321", directories.snapshot()))
        .satisfies(e -> assertThat(e.reason()).startsWith("provider:"));
  }

  @Test
  void aRememberedTokenIsForgottenWithTheTermsItWasTakenOn() {
    String arn = trust(Map.of());
    String token = token().sign();
    assertThat(refusal(token)).isNull();

    directories.run(new RemoveClientIDFromOpenIDConnectProvider(Directories.ACCOUNT, arn, "app"));
    assertThat(refusal(token).reason()).startsWith("aud:");

    directories.run(new AddClientIDToOpenIDConnectProvider(Directories.ACCOUNT, arn, "app"));
    assertThat(refusal(token)).isNull();
    directories.clock.advance(Duration.ofMinutes(6).plusSeconds(1));
    assertThat(refusal(token).code()).isEqualTo(FederationException.Code.EXPIRED_TOKEN);
  }

  @Test
  void aTokenThatDiffersInOneCharacterIsNotTheRememberedOne() {
    trust(Map.of());
    String token = token().sign();
    assertThat(refusal(token)).isNull();

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(refusal(token.substring(0, i) + other + token.substring(i + 1))).isNotNull();
    }
  }

  @Test
  void aProviderMayWantEachTokenOnce() {
    trust(Map.of("ostiary:once", "true", "ostiary:not-beyond-token", "true"));
    String token = token().sign();

    assertThat(refusal(token)).isNull();
    assertThat(refusal(token).code()).isEqualTo(FederationException.Code.REJECTED_CLAIM);
  }

  @Test
  void aSessionMayHaveToEndWithTheToken() throws FederationException {
    trust(Map.of("ostiary:not-beyond-token", "true"));
    Instant expiry =
        Instant.ofEpochSecond(directories.clock.instant().getEpochSecond()).plusSeconds(300);

    assertThat(verify(token().sign()).notAfter()).contains(expiry);
  }
}

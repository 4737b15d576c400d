package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.LIMIT_EXCEEDED;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcProviderTest {
  private static final String URL = "https://idp.example.com/realms/iam";
  private static final String ARN =
      "arn:aws:iam::123456789012:oidc-provider/idp.example.com/realms/iam";
  private static final String SHA_1 = "0123456789abcdefABCDEF012345678901234567";

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm =
        Realms.open(
            Realms.settings(temporary.resolve("data"))
                .with(
                    Quotas.AWS
                        .with(Quota.OIDC_PROVIDERS_PER_ACCOUNT, 1)
                        .with(Quota.CLIENT_IDS_PER_OIDC_PROVIDER, 3)));
    run(create(URL, List.of("app", "web", "app"), List.of(SHA_1), Map.of("k", "v")));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static CreateOpenIDConnectProvider create(
      String url, List<String> clientIds, List<String> thumbprints, Map<String, String> tags) {
    return new CreateOpenIDConnectProvider(ACCOUNT, url, clientIds, thumbprints, tags);
  }

  private static CreateOpenIDConnectProvider create(String url) {
    return create(url, List.of("app"), List.of(), Map.of());
  }

  private OidcProvider provider() {
    return realm.directory().snapshot().oidcProvider(ARN).orElseThrow();
  }

  @Test
  void itIsFoundByArnAndByIssuerAndComesBackAsGiven() {
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    OidcProvider provider = provider();

    assertThat(provider.issuer()).isEqualTo(URL);
    assertThat(provider.url()).isEqualTo("idp.example.com/realms/iam");
    assertThat(provider.clientIds()).containsExactly("app", "web");
    assertThat(provider.thumbprints()).containsExactly(SHA_1);
    assertThat(provider.tags()).containsExactly(Map.entry("k", "v"));
    Directory directory = realm.directory().snapshot();
    assertThat(directory.oidcProvider(ACCOUNT, URL)).contains(provider);
    assertThat(directory.oidcProviders(ACCOUNT)).containsExactly(provider);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://idp.example.com/realms/iam",
        "idp.example.com/realms/iam",
        "https://idp.example.com/realms/IAM",
        "https://idp.example.com/realms/iam/"
      })
  void noOtherIssuerPassesForIt(String issuer) {
    assertThat(realm.directory().snapshot().oidcProvider(ACCOUNT, issuer)).isEmpty();
  }

  @Test
  void clientIdsAreAddedAndRemovedOnce() {
    run(new AddClientIDToOpenIDConnectProvider(ACCOUNT, ARN, "new"));
    run(new RemoveClientIDFromOpenIDConnectProvider(ACCOUNT, ARN, "app"));
    assertThat(provider().clientIds()).containsExactly("web", "new");
    Directory before = realm.directory().snapshot();

    run(new AddClientIDToOpenIDConnectProvider(ACCOUNT, ARN, "new"));
    run(new RemoveClientIDFromOpenIDConnectProvider(ACCOUNT, ARN, "app"));
    assertThat(realm.directory().snapshot()).isSameAs(before);
  }

  @Test
  void thumbprintsAreReplaced() {
    List<String> sha256 = List.of("a".repeat(64));
    run(new UpdateOpenIDConnectProviderThumbprint(ACCOUNT, ARN, sha256));

    assertThat(provider().thumbprints()).isEqualTo(sha256);
  }

  @Test
  void itGoesAndMayComeBack() {
    run(new DeleteOpenIDConnectProvider(ACCOUNT, ARN));
    assertThat(realm.directory().snapshot().oidcProvider(ARN)).isEmpty();

    run(create(URL));
    assertThat(provider().clientIds()).containsExactly("app");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8443/realms/iam",
        "http://localhost:8080/realms/iam",
        "http://127.0.0.1:8080",
        "https://tenant.example.com/"
      })
  void issuersMayHaveAPortAndBeLocal(String url) {
    run(new DeleteOpenIDConnectProvider(ACCOUNT, ARN));
    OidcProvider provider = run(create(url));

    assertThat(realm.directory().snapshot().oidcProvider(provider.arn())).contains(provider);
    assertThat(realm.directory().snapshot().oidcProvider(ACCOUNT, url)).contains(provider);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://idp.example.com",
        "HTTPS://idp.example.com",
        "idp.example.com",
        "https://",
        "https:///path",
        "https://idp.example.com?x=1",
        "https://idp.example.com/#f",
        "https://lucy@idp.example.com",
        "https://idp.example.com/a b",
        "https://idp.example.com/*",
        "https://idp.example.com/ä",
        "ftp://localhost"
      })
  void otherUrlsAreRefused(String url) {
    assertThatExceptionOfType(DirectoryException.class)
        .isThrownBy(() -> run(create(url)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(VALIDATION_ERROR))
        .withMessageStartingWith("Invalid Open ID Connect Provider URL");
  }

  static Stream<RefusedCase> refused() {
    List<String> manyIds = IntStream.range(0, 4).mapToObj(i -> "app-" + i).toList();
    String none = ARN + "x";
    return Stream.of(
        new RefusedCase(
            "an issuer that is known",
            create(URL),
            ENTITY_ALREADY_EXISTS,
            "Provider with url " + URL + " already exists."),
        new RefusedCase(
            "an issuer that differs by case only",
            create("https://IDP.example.com/realms/iam"),
            ENTITY_ALREADY_EXISTS,
            "already exists."),
        new RefusedCase(
            "a provider beyond the quota",
            create("https://other.example.com"),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 1"),
        new RefusedCase(
            "a URL of 256 characters",
            create("https://" + "x".repeat(248)),
            VALIDATION_ERROR,
            "'url' failed to satisfy constraint: Member must have length less than or equal to 255"),
        new RefusedCase(
            "no audience",
            create("https://other.example.com", List.of(), List.of(), Map.of()),
            INVALID_INPUT,
            "needs a client ID"),
        new RefusedCase(
            "taking the last audience away",
            new Batch(
                List.of(
                    new RemoveClientIDFromOpenIDConnectProvider(ACCOUNT, ARN, "app"),
                    new RemoveClientIDFromOpenIDConnectProvider(ACCOUNT, ARN, "web"))),
            INVALID_INPUT,
            "needs a client ID"),
        new RefusedCase(
            "an empty audience",
            new AddClientIDToOpenIDConnectProvider(ACCOUNT, ARN, ""),
            VALIDATION_ERROR,
            "'clientID'"),
        new RefusedCase(
            "more audiences than the quota admits",
            create("https://other.example.com", manyIds, List.of(), Map.of()),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 3"),
        new RefusedCase(
            "six thumbprints",
            new UpdateOpenIDConnectProviderThumbprint(ACCOUNT, ARN, Collections.nCopies(6, SHA_1)),
            INVALID_INPUT,
            "Thumbprint list must contain fewer than 5 entries."),
        new RefusedCase(
            "no thumbprint in place of one",
            new UpdateOpenIDConnectProviderThumbprint(ACCOUNT, ARN, List.of()),
            VALIDATION_ERROR,
            "'thumbprintList'"),
        new RefusedCase(
            "a thumbprint of 39 digits",
            new UpdateOpenIDConnectProviderThumbprint(ACCOUNT, ARN, List.of("a".repeat(39))),
            VALIDATION_ERROR,
            "'thumbprintList'"),
        new RefusedCase(
            "a thumbprint that is not hex",
            new UpdateOpenIDConnectProviderThumbprint(ACCOUNT, ARN, List.of("g".repeat(40))),
            VALIDATION_ERROR,
            "'thumbprintList'"),
        new RefusedCase(
            "a reserved tag",
            create("https://other.example.com", List.of("a"), List.of(), Map.of("aws:x", "")),
            INVALID_INPUT,
            "reserved"),
        new RefusedCase(
            "deleting a provider that is none",
            new DeleteOpenIDConnectProvider(ACCOUNT, none),
            NO_SUCH_ENTITY,
            "OpenIDConnect Provider not found for arn " + none),
        new RefusedCase(
            "deleting another account's provider",
            new Batch(
                List.of(
                    new CreateAccount("210987654321", "aws"),
                    new DeleteOpenIDConnectProvider("210987654321", ARN))),
            NO_SUCH_ENTITY,
            "OpenIDConnect Provider not found for arn " + ARN),
        new RefusedCase(
            "an ARN of another kind",
            new DeleteOpenIDConnectProvider(ACCOUNT, "arn:aws:iam::123456789012:user/lucy"),
            NO_SUCH_ENTITY,
            "OpenIDConnect Provider not found"),
        new RefusedCase(
            "what is no ARN",
            new DeleteOpenIDConnectProvider(ACCOUNT, URL),
            VALIDATION_ERROR,
            "'openIDConnectProviderArn'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(RefusedCase refused) {
    refused.order(realm.directory());
  }
}

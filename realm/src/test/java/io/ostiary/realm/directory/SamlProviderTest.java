package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static io.ostiary.realm.directory.DirectoryException.Code.ENTITY_ALREADY_EXISTS;
import static io.ostiary.realm.directory.DirectoryException.Code.INVALID_INPUT;
import static io.ostiary.realm.directory.DirectoryException.Code.LIMIT_EXCEEDED;
import static io.ostiary.realm.directory.DirectoryException.Code.NO_SUCH_ENTITY;
import static io.ostiary.realm.directory.DirectoryException.Code.VALIDATION_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamlProviderTest {
  private static final String ARN = "arn:aws:iam::123456789012:saml-provider/Work.IdP";
  static final String METADATA = metadata();

  @TempDir Path temporary;

  private Realm realm;

  @BeforeEach
  void open() {
    realm =
        Realms.open(
            Realms.settings(temporary.resolve("data"))
                .with(Quotas.AWS.with(Quota.SAML_PROVIDERS_PER_ACCOUNT, 1)));
    run(create("Work.IdP", METADATA));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private static String metadata() {
    try (InputStream in =
        Objects.requireNonNull(SamlProviderTest.class.getResourceAsStream("saml-metadata.xml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private static CreateSAMLProvider create(String name, String metadata) {
    return new CreateSAMLProvider(ACCOUNT, name, metadata, Map.of());
  }

  private SamlProvider provider() {
    return realm.directory().snapshot().samlProvider(ARN).orElseThrow();
  }

  private String stored() {
    return realm.directory().snapshot().samlMetadata(provider());
  }

  @Test
  void itKnowsWhatItsMetadataSaysAndGivesThatBackByteForByte() {
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    SamlProvider provider = provider();

    assertThat(provider.id()).matches("ASAML[A-Z2-7]{17}");
    assertThat(provider.issuer()).isEqualTo("https://idp.example.com/saml");
    assertThat(provider.validUntil()).contains(Instant.parse("2036-01-01T00:00:00Z"));
    assertThat(stored()).isEqualTo(METADATA);
    assertThat(realm.directory().snapshot().samlProviders(ACCOUNT)).containsExactly(provider);
  }

  @Test
  void metadataOfTenMillionCharactersIsKept() {
    // Two characters of UTF-16 each, shifted by one, so that some pair straddles every boundary.
    String filler = "x\uD83D\uDE00\"\n".repeat(1_990_000);
    String large = METADATA + "<!--" + filler + "-->";
    run(new UpdateSAMLProvider(ACCOUNT, ARN, large));
    realm.close();
    realm = Realms.open(temporary.resolve("data"));

    assertThat(stored().equals(large)).isTrue();
    run(new UpdateSAMLProvider(ACCOUNT, ARN, METADATA));
    assertThat(stored()).isEqualTo(METADATA);
  }

  @Test
  void otherMetadataMakesNoOtherProvider() {
    String id = provider().id();
    run(
        new UpdateSAMLProvider(
            ACCOUNT,
            ARN,
            METADATA
                .replace("idp.example.com/saml\"", "other.example.com\"")
                .replace(" validUntil=\"2036-01-01T00:00:00Z\"", "")));

    assertThat(provider().id()).isEqualTo(id);
    assertThat(provider().issuer()).isEqualTo("https://other.example.com");
    assertThat(provider().validUntil()).isEmpty();
  }

  @Test
  void theEarlierOfTwoExpiriesCounts() {
    run(
        new UpdateSAMLProvider(
            ACCOUNT,
            ARN,
            METADATA.replace(
                "<md:IDPSSODescriptor",
                "<md:IDPSSODescriptor validUntil=\"2030-06-01T00:00:00\"")));

    assertThat(provider().validUntil()).contains(Instant.parse("2030-06-01T00:00:00Z"));
  }

  @Test
  void itGoesWithItsMetadata() {
    SamlProvider provider = provider();
    run(new DeleteSAMLProvider(ACCOUNT, ARN));

    assertThat(realm.directory().snapshot().samlProvider(ARN)).isEmpty();
    assertThat(realm.directory().snapshot().samlMetadata(provider)).isEmpty();
  }

  static Stream<RefusedCase> refused() {
    return Stream.of(
        new RefusedCase(
            "a name that differs by case only",
            create("work.idp", METADATA),
            ENTITY_ALREADY_EXISTS,
            "work.idp already exists"),
        new RefusedCase(
            "a provider beyond the quota",
            create("second", METADATA),
            LIMIT_EXCEEDED,
            "Cannot exceed quota for SAMLProvidersPerAccount: 1"),
        new RefusedCase(
            "a name with a plus", create("a+b", METADATA), VALIDATION_ERROR, "[\\w._-]+"),
        new RefusedCase(
            "deleting a provider that is none",
            new DeleteSAMLProvider(ACCOUNT, ARN + "x"),
            NO_SUCH_ENTITY,
            "Manifest not found for arn " + ARN + "x"),
        new RefusedCase(
            "an ARN in other case",
            new DeleteSAMLProvider(ACCOUNT, ARN.replace("Work", "work")),
            NO_SUCH_ENTITY,
            "Manifest not found"),
        unusable(
            "metadata of 999 characters",
            METADATA.substring(0, 999),
            VALIDATION_ERROR,
            "greater than or equal to 1000"),
        unusable(
            "metadata of 10,000,001 characters",
            METADATA + " ".repeat(10_000_001 - METADATA.length()),
            VALIDATION_ERROR,
            "less than or equal to 10000000"),
        unusable(
            "what is not XML",
            METADATA.replace("</md:IDPSSODescriptor>", ""),
            INVALID_INPUT,
            "Could not parse metadata: it is not well-formed XML at line"),
        unusable(
            "a DTD",
            METADATA.replace("<md:Entity", "<!DOCTYPE x [<!ENTITY e \"e\">]><md:Entity"),
            INVALID_INPUT,
            "it holds a DTD; remove it"),
        unusable(
            "a DTD elsewhere",
            METADATA.replace("<md:Entity", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><md:Entity"),
            INVALID_INPUT,
            "it holds a DTD; remove it"),
        unusable(
            "elements nested too deep",
            METADATA.replace(
                "<md:NameIDFormat>", "<a>".repeat(65) + "</a>".repeat(65) + "<md:NameIDFormat>"),
            INVALID_INPUT,
            "nested more than 64 deep"),
        unusable(
            "no identity provider",
            METADATA.replace("IDPSSODescriptor", "SPSSODescriptor"),
            INVALID_INPUT,
            "it has no IDPSSODescriptor"),
        unusable(
            "another outermost element",
            METADATA.replace("EntityDescriptor", "EntitiesDescriptor"),
            INVALID_INPUT,
            "no EntityDescriptor with an entityID"),
        unusable(
            "another namespace",
            METADATA.replace("SAML:2.0:metadata", "SAML:1.0:metadata"),
            INVALID_INPUT,
            "no EntityDescriptor with an entityID"),
        unusable(
            "no entity id",
            METADATA.replace("entityID=\"https://idp.example.com/saml\"", "entityID=\"\""),
            INVALID_INPUT,
            "no EntityDescriptor with an entityID"),
        unusable(
            "a key for encryption only",
            METADATA.replace("use=\"signing\"", "use=\"encryption\""),
            INVALID_INPUT,
            "no KeyDescriptor for signing"),
        unusable(
            "a broken certificate",
            METADATA.replace("MII", "XXX"),
            INVALID_INPUT,
            "not a certificate in Base64"),
        unusable(
            "an expiry that is no time",
            METADATA.replace("2036-01-01T00:00:00Z", "never"),
            INVALID_INPUT,
            "validUntil `never` is not a time"),
        unusable(
            "metadata that has expired",
            METADATA.replace("2036-01-01T00:00:00Z", "2026-11-22T12:00:00Z"),
            INVALID_INPUT,
            "it was valid until 2026-11-22T12:00:00Z"));
  }

  private static RefusedCase unusable(
      String name, String metadata, DirectoryException.Code code, String says) {
    return new RefusedCase(name, new UpdateSAMLProvider(ACCOUNT, ARN, metadata), code, says);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(RefusedCase refused) {
    refused.order(realm.directory());
  }
}

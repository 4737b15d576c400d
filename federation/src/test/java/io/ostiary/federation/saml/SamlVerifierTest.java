package io.ostiary.federation.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ostiary.federation.Directories;
import io.ostiary.forgery.SamlForge;
import io.ostiary.forgery.SamlKey;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.FederatedIdentity.RoleChoice;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.authentication.FederationException.Code;
import io.ostiary.realm.directory.CreateSAMLProvider;
import io.ostiary.realm.directory.Tag;
import io.ostiary.realm.directory.TaggedSamlProvider;
import io.ostiary.realm.directory.UpdateSAMLProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamlVerifierTest {
  private static SamlKey rsa;
  private static SamlKey next;
  private static SamlKey elliptic;

  @TempDir Path temporary;

  private Directories directories;

  @BeforeAll
  static void makeKeys(@TempDir Path keys) {
    rsa = SamlKey.rsa(keys, 2048);
    next = SamlKey.rsa(keys, 2048);
    elliptic = SamlKey.elliptic(keys);
  }

  @BeforeEach
  void open() {
    directories = new Directories(temporary.resolve("data"));
  }

  @AfterEach
  void close() {
    directories.close();
  }

  private void trust(Map<String, String> tags, SamlKey... keys) {
    directories.run(
        new CreateSAMLProvider(
            Directories.ACCOUNT, "idp", SamlKey.metadata(SamlForge.ENTITY, keys), tags));
  }

  private SamlForge response() {
    return response(text -> text);
  }

  private SamlForge response(UnaryOperator<String> change) {
    return new SamlForge(directories.clock.instant(), change);
  }

  private FederatedIdentity verify(SamlForge response) throws FederationException {
    return directories.federation.saml(
        response.encoded(), SamlForge.PROVIDER, directories.snapshot());
  }

  private FederationException refusal(SamlForge response) {
    return catchThrowableOfType(FederationException.class, () -> verify(response));
  }

  @Test
  void aSignedResponseIsSomebody() throws FederationException {
    trust(Map.of("ostiary:attributes", "groups mail"), rsa);

    FederatedIdentity identity = verify(response().signResponse(rsa));

    assertThat(identity.source().action()).isEqualTo("sts:AssumeRoleWithSAML");
    assertThat(identity.providerArn()).isEqualTo(SamlForge.PROVIDER);
    assertThat(identity.accountId()).isEqualTo(Directories.ACCOUNT);
    assertThat(identity.issuer()).isEqualTo(SamlForge.ENTITY);
    assertThat(identity.subject()).isEqualTo("alice");
    assertThat(identity.subjectType()).contains("persistent");
    assertThat(identity.audience()).isEqualTo(Directories.RECIPIENT);
    assertThat(identity.sessionName()).contains("alice@example.com");
    assertThat(identity.roles())
        .containsExactly(new RoleChoice(SamlForge.ROLE, SamlForge.PROVIDER));
    assertThat(identity.longest()).contains(Duration.ofMinutes(30));
    assertThat(identity.notAfter()).contains(directories.clock.instant().plusSeconds(7200));
    assertThat(identity.tags()).isEqualTo(Map.of("team", "red"));
    assertThat(identity.tokenId()).isEqualTo("A-1");
    // Base64 of the SHA-1 of "https://idp.example.com/realms/iam123456789012/idp".
    String qualifier = identity.nameQualifier().orElseThrow();
    assertThat(qualifier).hasSize(28);
    assertThat(identity.keys())
        .isEqualTo(
            Map.of(
                "saml:aud", one(Directories.RECIPIENT),
                "saml:audience", one(Directories.ENTITY_ID),
                "saml:iss", one(SamlForge.ENTITY),
                "saml:sub", one("alice"),
                "saml:sub_type", one("persistent"),
                "saml:namequalifier", one(qualifier),
                "saml:doc", one(Directories.ACCOUNT + "/idp"),
                "saml:groups", new Values(List.of("staff", "ops"), true)));
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  @ParameterizedTest
  @CsvSource({
    "either, true, false, true",
    "either, false, true, true",
    "either, true, true, true",
    "either, false, false, false",
    "response, true, false, true",
    "response, false, true, false",
    "assertion, false, true, true",
    "assertion, true, false, false",
    "both, true, true, true",
    "both, true, false, false",
    "both, false, true, false",
  })
  void aProviderSaysWhatItSigns(
      String setting, boolean response, boolean assertion, boolean accepted) {
    trust(Map.of("ostiary:signed", setting), rsa);
    SamlForge forge = response();
    if (assertion) {
      forge.signAssertion(rsa);
    }
    if (response) {
      forge.signResponse(rsa);
    }

    assertThat(refusal(forge) == null).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "2001/04/xmldsig-more#rsa-sha256, 2001/04/xmlenc#sha256",
    "2001/04/xmldsig-more#rsa-sha384, 2001/04/xmldsig-more#sha384",
    "2001/04/xmldsig-more#rsa-sha512, 2001/04/xmlenc#sha512",
    "2007/05/xmldsig-more#sha256-rsa-MGF1, 2001/04/xmlenc#sha256",
    "2001/04/xmldsig-more#ecdsa-sha256, 2001/04/xmlenc#sha256",
  })
  void theUsualAlgorithmsVerify(String method, String digest) {
    trust(Map.of(), rsa, elliptic);
    SamlForge forge = response();
    SamlForge.sign(
        forge.response(),
        method.contains("ecdsa") ? elliptic : rsa,
        "http://www.w3.org/" + method,
        "http://www.w3.org/" + digest);

    assertThat(refusal(forge)).isNull();
  }

  @Test
  void sha1IsTakenOnlyWhereAProviderIsAllowedIt() {
    trust(Map.of(), rsa);
    assertThat(refusal(withSha1()).reason()).startsWith("signature method:");

    directories.run(
        new Tag(
            new TaggedSamlProvider(Directories.ACCOUNT, SamlForge.PROVIDER),
            Map.of("ostiary:sha1", "true")));

    assertThat(refusal(withSha1())).isNull();
  }

  private SamlForge withSha1() {
    SamlForge forge = response();
    String namespace = "http://www.w3.org/2000/09/xmldsig#";
    SamlForge.sign(forge.response(), rsa, namespace + "rsa-sha1", namespace + "sha1");
    return forge;
  }

  @Test
  void anAssertionIsGoodForOnce() {
    trust(Map.of(), rsa);
    SamlForge response = response().signResponse(rsa);

    assertThat(refusal(response)).isNull();
    assertThat(refusal(response).code()).isEqualTo(Code.REJECTED_CLAIM);
  }

  @Test
  void whileKeysChangeBothAreGoodAndThenOnlyTheNewOne() {
    trust(Map.of(), elliptic, rsa, next);
    assertThat(refusal(response().signResponse(rsa))).isNull();
    assertThat(refusal(response(id("A-2")).signResponse(next))).isNull();

    directories.run(
        new UpdateSAMLProvider(
            Directories.ACCOUNT, SamlForge.PROVIDER, SamlKey.metadata(SamlForge.ENTITY, next)));

    assertThat(refusal(response(id("A-3")).signResponse(rsa)).reason()).startsWith("signature of");
    assertThat(refusal(response(id("A-4")).signResponse(next))).isNull();
  }

  private static UnaryOperator<String> id(String id) {
    return text -> text.replace("A-1", id);
  }

  @Test
  void rolesComeInEitherOrderAndInSeveralValues() throws FederationException {
    trust(Map.of(), rsa);
    String other = SamlForge.ROLE + "2";

    FederatedIdentity identity =
        verify(
            response(
                    text ->
                        text.replace(
                            "<saml:AttributeValue>" + SamlForge.ROLE,
                            "<saml:AttributeValue>"
                                + SamlForge.PROVIDER
                                + ", "
                                + other
                                + "</saml:AttributeValue><saml:AttributeValue>"
                                + SamlForge.ROLE))
                .signAssertion(rsa));

    assertThat(identity.roles())
        .containsExactlyInAnyOrder(
            new RoleChoice(SamlForge.ROLE, SamlForge.PROVIDER),
            new RoleChoice(other, SamlForge.PROVIDER));
  }

  @Test
  void aProviderMayKnowUsByOtherNames() {
    trust(
        Map.of(
            "ostiary:audiences", "urn:amazon:webservices",
            "ostiary:recipients", "https://signin.aws.amazon.com/saml"),
        rsa);

    assertThat(refusal(response().signResponse(rsa)).reason()).startsWith("Destination:");
    assertThat(
            refusal(
                response(
                        text ->
                            text.replace(
                                    Directories.RECIPIENT, "https://signin.aws.amazon.com/saml")
                                .replace(
                                    ">" + Directories.ENTITY_ID + "<", ">urn:amazon:webservices<"))
                    .signResponse(rsa)))
        .isNull();
  }

  @Test
  void aResponseAnswersTheRequestThatItWasAskedFor() throws FederationException {
    trust(Map.of(), rsa);
    UnaryOperator<String> answering =
        text ->
            text.replace("Version=\"2.0\"\n", "Version=\"2.0\" InResponseTo=\"_req\"\n")
                .replace("Recipient=", "InResponseTo=\"_req\" Recipient=");
    String response = response(answering).signResponse(rsa).encoded();

    assertThat(refusal(response(answering).signResponse(rsa)).reason()).startsWith("InResponseTo:");
    assertThat(
            directories
                .federation
                .explainSaml(
                    response, SamlForge.PROVIDER, Optional.of("_req"), directories.snapshot())
                .identity()
                .subject())
        .isEqualTo("alice");
  }
}

package io.ostiary.federation.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.ostiary.federation.Directories;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.realm.authentication.BearerException;
import io.ostiary.realm.authentication.BearerException.Kind;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.FederationException;
import io.ostiary.realm.directory.CreateAccount;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.DeleteRole;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.UpdateAssumeRolePolicy;
import io.ostiary.signature.SignatureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that come with requests themselves, and who their holders are then. */
class BearerTest {
  private static final String OTHER_ACCOUNT = "210987654321";
  private static RSAKey rsa;

  @TempDir Path temporary;

  private final IssuerServer server = new IssuerServer();
  private Directories directories;
  private Authenticator authenticator;

  @BeforeAll
  static void makeKey() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
  }

  @BeforeEach
  void open() {
    directories = new Directories(temporary.resolve("data"));
    authenticator = directories.realm.authenticator(directories.federation);
    server.publish(rsa.toPublicJWK());
  }

  @AfterEach
  void close() {
    directories.close();
    server.close();
  }

  private static final Map<String, String> TERMS =
      Map.of(
          "ostiary:claims", "groups",
          "ostiary:bearer-audiences", "api",
          "ostiary:bearer-role-1", "admins if claim/groups=ops",
          "ostiary:bearer-role-2", "readers if azp=gui");

  private static Map<String, String> terms(String name, String value) {
    Map<String, String> terms = new HashMap<>(TERMS);
    terms.put(name, value);
    return terms;
  }

  private OidcProvider trust(Map<String, String> tags) {
    return trust(Directories.ACCOUNT, tags);
  }

  private OidcProvider trust(String account, Map<String, String> tags) {
    OidcProvider provider =
        directories.run(
            new CreateOpenIDConnectProvider(
                account, server.issuer(), List.of("app"), List.of(), tags));
    for (String role : List.of("admins", "readers")) {
      directories.run(
          new CreateRole(
              account,
              "/",
              role,
              trustPolicy(provider, "{}"),
              "",
              Duration.ofHours(1),
              Map.of(),
              Optional.empty()));
    }
    return provider;
  }

  private static String trustPolicy(OidcProvider provider, String condition) {
    return """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
         "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": "%s"},
         "Condition": %s}}
        """
        .formatted(provider.arn(), condition);
  }

  private Forge token() {
    return new Forge(server.issuer(), rsa, "RS256", directories.clock.instant())
        .header(header -> header.put("typ", "at+jwt"))
        .with("{\"aud\": \"api\", \"azp\": \"gui\"}");
  }

  private AuthenticatedPrincipal caller(Forge token) {
    return caller(token.sign(), Map.of());
  }

  private AuthenticatedPrincipal caller(String token, Map<String, Values> circumstances) {
    return caller(token, () -> circumstances);
  }

  private AuthenticatedPrincipal caller(String token, Supplier<Map<String, Values>> circumstances) {
    try {
      return authenticator.authenticate(new Evidence.Bearer(token, circumstances)).caller();
    } catch (SignatureException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private BearerException refusal(Forge token) {
    return catchThrowableOfType(BearerException.class, () -> caller(token));
  }

  @Test
  void itsHolderIsTheRoleOfTheFirstRuleThatFits() {
    OidcProvider provider = trust(TERMS);

    AuthenticatedPrincipal reader = caller(token());
    AuthenticatedPrincipal admin = caller(token().with("{\"groups\": [\"staff\", \"ops\"]}"));

    assertThat(reader.getName())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/readers/7d9c6a1e-alice");
    assertThat(admin.getName()).contains(":assumed-role/admins/");
    assertThat(reader.accessKeyId()).isEmpty();
    assertThat(reader.context())
        .containsEntry("aws:FederatedProvider", new Values(List.of(provider.arn()), false))
        .containsEntry(
            "aws:TokenIssueTime",
            new Values(List.of(directories.clock.instant().toString()), false));
  }

  @Test
  void whomNoRuleFitsIsNobody() {
    trust(TERMS);

    assertThat(refusal(token().with("{\"azp\": \"cli\"}")).kind()).isEqualTo(Kind.NO_ROLE);
  }

  @Test
  void theTrustPolicyIsAskedAtEveryRequest() {
    OidcProvider provider = trust(TERMS);
    Forge token = token();
    caller(token);

    directories.run(
        new UpdateAssumeRolePolicy(
            Directories.ACCOUNT,
            "readers",
            trustPolicy(provider, "{\"IpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"}}")));

    assertThat(refusal(token).kind()).isEqualTo(Kind.NO_ROLE);
    assertThat(
            caller(token.sign(), Map.of("aws:SourceIp", new Values(List.of("10.1.2.3"), false)))
                .getName())
        .contains("readers");
    assertThat(refusal(token).kind()).as("from elsewhere").isEqualTo(Kind.NO_ROLE);
    directories.run(new DeleteRole(Directories.ACCOUNT, "readers"));
    assertThat(refusal(token).kind()).isEqualTo(Kind.NO_ROLE);
  }

  @Test
  void aTrustPolicyThatAsksForNothingButTheTokenNeedNotKnowTheCircumstancesAgain() {
    trust(TERMS);
    String token = token().sign();
    AuthenticatedPrincipal first = caller(token, Map.of());

    assertThat(
            caller(
                token,
                () -> {
                  throw new AssertionError("asked again");
                }))
        .isSameAs(first);
  }

  @Test
  void itEndsWithItsTimeThoughItIsRemembered() {
    trust(TERMS);
    Forge token = token();
    caller(token);

    directories.clock.advance(Duration.ofSeconds(50));
    caller(token);
    directories.clock.advance(Duration.ofSeconds(330));

    assertThat(refusal(token).kind()).isEqualTo(Kind.EXPIRED);
  }

  @ParameterizedTest(name = "by {0}")
  @CsvSource({"role", "provider"})
  void whatWasIssuedBeforeARevocationIsOver(String what) {
    OidcProvider provider = trust(TERMS);
    Forge token = token();
    caller(token);
    String id =
        what.equals("role")
            ? directories.snapshot().role(Directories.ACCOUNT, "readers").orElseThrow().id()
            : provider.arn();

    directories.run(new RevokeSessions(Directories.ACCOUNT, id));

    assertThat(refusal(token).kind()).isEqualTo(Kind.INVALID);
    directories.clock.advance(Duration.ofSeconds(2));
    assertThat(caller(token()).getName()).contains("readers");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "claims | {\"aud\": \"app\"} | provider",
        "claims | {\"aud\": [\"app\", \"other\"]} | provider",
        "claims | {\"iss\": \"http://127.0.0.1:1\"} | provider",
        "claims | {\"cnf\": {\"jkt\": \"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}} | cnf",
        "claims | {\"cnf\": {\"x5t#S256\": \"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2\"}} | cnf",
        "claims | {\"exp\": 1} | ",
        "header | {\"typ\": \"logout+jwt\"} | typ",
        "header | {\"alg\": \"none\"} | alg",
      })
  void anyOtherTokenIsRefused(String part, String json, String check) {
    trust(TERMS);
    Forge token =
        part.equals("claims")
            ? token().with(json)
            : token().header(header -> header.setAll(Forge.object(json)));

    BearerException refusal =
        catchThrowableOfType(BearerException.class, () -> caller(token.signAs("RS256"), Map.of()));

    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).startsWith(check == null ? "" : check);
    assertThat(refusal).hasMessageNotContainingAny("api", "gui", server.issuer());
  }

  @Test
  void anIdTokenIsNoAccessTokenNorTheOtherWayRound() {
    trust(TERMS);
    Forge id = new Forge(server.issuer(), rsa, "RS256", directories.clock.instant());

    assertThat(refusal(id).kind()).isEqualTo(Kind.INVALID);
    assertThat(
            catchThrowableOfType(
                    FederationException.class,
                    () ->
                        directories.federation.webIdentity(
                            token().sign(), Directories.ACCOUNT, directories.snapshot()))
                .reason())
        .startsWith("typ");
  }

  @Test
  void anAudienceThatIsAClientTooMakesNoAccessTokenOfItsIdTokens() {
    trust(terms("ostiary:bearer-audiences", "api app"));

    assertThat(refusal(token()).reason()).startsWith("bearer audiences");
  }

  @Test
  void anIdTokenIsTakenWhereItIsSaid() {
    trust(
        Map.of(
            "ostiary:bearer-audiences", "app",
            "ostiary:bearer-type", "id",
            "ostiary:bearer-role-1", "readers"));

    Forge id = new Forge(server.issuer(), rsa, "RS256", directories.clock.instant());
    assertThat(caller(id).getName()).contains("readers");
  }

  @Test
  void keycloaksKindsOfTokenAreToldByTheirClaim() {
    trust(terms("ostiary:bearer-claim-typ", "Bearer"));
    Forge plain = token().header(header -> header.put("typ", "JWT"));

    assertThat(refusal(plain).reason()).startsWith("claim typ");
    assertThat(caller(plain.with("{\"typ\": \"Bearer\"}")).getName()).contains("readers");
  }

  @Test
  void whereNoProviderTakesTokensNoneIsTaken() {
    trust(Map.of());

    assertThat(refusal(token()).kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void ofTwoAccountsProvidersTheAudienceTellsAndNeitherStandsInForTheOther() {
    directories.run(new CreateAccount(OTHER_ACCOUNT, "aws"));
    trust(TERMS);
    trust(OTHER_ACCOUNT, terms("ostiary:bearer-audiences", "other-api"));

    assertThat(caller(token()).getName()).contains("::123456789012:");
    Forge others = token().with("{\"aud\": \"other-api\"}");
    assertThat(caller(others).getName()).contains("::210987654321:");
    assertThat(caller(token()).getName()).contains("::123456789012:");
    assertThat(refusal(token().with("{\"aud\": [\"api\", \"other-api\"]}")).reason())
        .startsWith("provider");
  }

  @Test
  void anIssuerThatDoesNotAnswerIsNoFaultOfTheToken() {
    trust(TERMS);
    server.instead = exchange -> exchange.close();

    assertThat(refusal(token()).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void aSubjectThatMayNameNoSessionIsNamedByItsDigest() {
    trust(TERMS);

    String first = caller(token().with("{\"sub\": \"a b\"}")).getName();
    String second = caller(token().with("{\"sub\": \"a-b\"}")).getName();

    assertThat(first).containsPattern("/sub-[0-9a-f]{32}$");
    assertThat(second).endsWith("/a-b");
  }
}

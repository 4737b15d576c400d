package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.credential.SigningAlgorithm;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.SwitchOutboundFederation;
import io.ostiary.realm.directory.WebIdentityKey;
import io.ostiary.realm.directory.WebIdentityKeys;
import io.ostiary.realm.session.SessionException.Code;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that vouch for callers elsewhere: who gets them, what they say, and by which keys. */
class WebIdentityTokensTest extends RoleFixture {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

  private Instant now = Realms.CLOCK.instant();

  @BeforeEach
  void switchOn() {
    run(new SwitchOutboundFederation(ACCOUNT, true));
  }

  private void allow(String statements) {
    run(
        new PutInlinePolicy(
            IdentityName.user(ACCOUNT, "lucy"),
            "p",
            "{\"Version\":\"2012-10-17\",\"Statement\":%s}".formatted(statements)));
  }

  private void allowEverything() {
    allow("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");
  }

  private static WebIdentityRequest request(SigningAlgorithm algorithm) {
    return new WebIdentityRequest(
        List.of("https://api.example.com"),
        algorithm,
        Optional.empty(),
        SessionTags.NONE,
        "eu-central-1");
  }

  private static WebIdentityRequest request(
      List<String> audience, Duration duration, Map<String, String> tags) {
    return new WebIdentityRequest(
        audience,
        SigningAlgorithm.ES384,
        Optional.of(duration),
        SessionTags.of(List.copyOf(tags.entrySet()), List.of()),
        "");
  }

  private WebIdentityToken issue(WebIdentityRequest request, AuthenticatedPrincipal caller) {
    return realm
        .webIdentityTokens()
        .issue(request, caller, account -> "https://id.example.com/" + account, Map.of());
  }

  private JsonNode verified(WebIdentityToken token) throws Exception {
    return verified(token, realm);
  }

  /** The claims of a token that its account's published key verifies. */
  private static JsonNode verified(WebIdentityToken token, Realm realm) throws Exception {
    String[] parts = token.reveal().split("\\.", -1);
    JsonNode header = new ObjectMapper().readTree(BASE64.decode(parts[0]));
    WebIdentityKey key =
        realm.directory().snapshot().webIdentityKeys(ACCOUNT).oldestFirst().stream()
            .filter(one -> one.id().equals(header.path("kid").asText()))
            .findFirst()
            .orElseThrow();
    assertThat(header.path("alg").asText()).isEqualTo(key.algorithm().name());
    boolean rsa = key.algorithm() == SigningAlgorithm.RS256;
    Signature signature =
        Signature.getInstance(rsa ? "SHA256withRSA" : "SHA384withECDSAinP1363Format");
    signature.initVerify(publicKey(key.publicKey()));
    signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(BASE64.decode(parts[2]))).isTrue();
    return new ObjectMapper().readTree(BASE64.decode(parts[1]));
  }

  private static PublicKey publicKey(Map<String, String> members) throws Exception {
    if ("RSA".equals(members.get("kty"))) {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(number(members, "n"), number(members, "e")));
    }
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp384r1"));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(
                new ECPoint(number(members, "x"), number(members, "y")),
                curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(Map<String, String> members, String member) {
    return new BigInteger(1, BASE64.decode(members.getOrDefault(member, "")));
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void sayWhoAskedForWhomAndUntilWhen(SigningAlgorithm algorithm) throws Exception {
    allowEverything();

    WebIdentityToken token = issue(request(algorithm), lucy());

    JsonNode claims = verified(token);
    long now = Realms.CLOCK.instant().getEpochSecond();
    assertThat(claims.path("iss").asText()).isEqualTo("https://id.example.com/" + ACCOUNT);
    assertThat(claims.path("sub").asText()).isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/lucy");
    assertThat(claims.path("aud").asText()).isEqualTo("https://api.example.com");
    assertThat(claims.path("iat").asLong()).isEqualTo(now);
    assertThat(claims.path("exp").asLong()).isEqualTo(now + 300);
    assertThat(claims.path("jti").asText()).hasSize(32);
    JsonNode own = claims.path("https://sts.amazonaws.com/");
    assertThat(own.path("aws_account").asText()).isEqualTo(ACCOUNT);
    assertThat(own.path("source_region").asText()).isEqualTo("eu-central-1");
    assertThat(token.expiration()).isEqualTo(Instant.ofEpochSecond(now + 300));
    assertThat(token).hasToString("WebIdentityToken");
  }

  @Test
  void sayOfASessionItsRoleAndTheTagsOfBoth() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    run(new PutInlinePolicy(IdentityName.role(ACCOUNT, "deploy"), "p", ALLOW_ASSUMING));
    SessionTags tags = SessionTags.of(List.of(Map.entry("Stage", "test")), List.of());
    AuthenticatedPrincipal session =
        as(
            assume(lucy(), with(role.arn(), PassedPolicies.NONE, tags, Optional.empty()))
                .credentials());

    JsonNode claims =
        verified(
            issue(request(List.of("a", "b"), Duration.ofHours(1), Map.of("job", "7")), session));

    assertThat(claims.path("sub").asText()).isEqualTo(role.arn());
    assertThat(claims.path("aud").toString()).isEqualTo("[\"a\",\"b\"]");
    JsonNode own = claims.path("https://sts.amazonaws.com/");
    assertThat(own.path("principal_tags").toString())
        .isEqualTo("{\"Stage\":\"test\",\"Team\":\"red\"}");
    assertThat(own.path("request_tags").toString()).isEqualTo("{\"job\":\"7\"}");
  }

  @Test
  void doNotOutliveTheSessionThatAsksForThem() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    run(new PutInlinePolicy(IdentityName.role(ACCOUNT, "deploy"), "p", ALLOW_ASSUMING));
    RoleRequest short15 =
        new RoleRequest(
            role.arn(),
            "s1",
            Optional.of(Duration.ofMinutes(15)),
            PassedPolicies.NONE,
            SessionTags.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    AuthenticatedPrincipal session = as(assume(lucy(), short15).credentials());

    assertThat(issue(request(List.of("a"), Duration.ofMinutes(15), Map.of()), session).expiration())
        .isBeforeOrEqualTo(Realms.CLOCK.instant().plus(Duration.ofMinutes(15)));
    refused(
        () -> issue(request(List.of("a"), Duration.ofSeconds(901), Map.of()), session),
        Code.SESSION_DURATION_ESCALATION,
        "The requested token duration would extend the session beyond its original expiration"
            + " time.");
  }

  @Test
  void areForWhomAPolicyLetsThemBeFor() throws Exception {
    allow(
        """
        {"Effect": "Allow", "Action": "sts:GetWebIdentityToken", "Resource": "*", "Condition": {
          "ForAllValues:StringEquals": {"sts:IdentityTokenAudience": "https://api.example.com"},
          "StringEquals": {"sts:SigningAlgorithm": "ES384"},
          "NumericLessThanEquals": {"sts:DurationSeconds": "300"}}}""");
    AuthenticatedPrincipal lucy = lucy();
    List<String> audience = List.of("https://api.example.com");

    issue(request(audience, Duration.ofMinutes(5), Map.of()), lucy);

    for (WebIdentityRequest other :
        List.of(
            request(SigningAlgorithm.RS256),
            request(audience, Duration.ofSeconds(301), Map.of()),
            request(
                List.of("https://api.example.com", "https://evil.example.com"),
                Duration.ofSeconds(300),
                Map.of()))) {
      refused(
          () -> issue(other, lucy),
          Code.ACCESS_DENIED,
          ("User: arn:aws:iam::%s:user/lucy is not authorized to perform: sts:GetWebIdentityToken"
                  + " on resource: * because no identity-based policy allows the"
                  + " sts:GetWebIdentityToken action")
              .formatted(ACCOUNT));
    }
    assertThatTagsAreDenied(request(audience, Duration.ofSeconds(60), Map.of("k", "v")), lucy);
  }

  private void assertThatTagsAreDenied(WebIdentityRequest request, AuthenticatedPrincipal lucy) {
    refused(
        () -> issue(request, lucy),
        Code.ACCESS_DENIED,
        ("User: arn:aws:iam::%s:user/lucy is not authorized to perform: sts:TagGetWebIdentityToken"
                + " on resource: * because no identity-based policy allows the"
                + " sts:TagGetWebIdentityToken action")
            .formatted(ACCOUNT));
  }

  @Test
  void areNotMadeForSessionsThatAUserAskedForByItself() throws Exception {
    allowEverything();
    SessionCredentials own =
        realm.userSessions().ofItself(lucy(), Optional.empty(), Optional.empty(), Map.of());
    AuthenticatedPrincipal session = as(own);

    refused(
        () -> issue(request(SigningAlgorithm.ES384), session),
        Code.ACCESS_DENIED,
        "Cannot call GetWebIdentityToken with session credentials");
  }

  @Test
  void endWithTheSwitch() throws Exception {
    allowEverything();
    WebIdentityToken unused = issue(request(SigningAlgorithm.ES384), lucy());
    run(new SwitchOutboundFederation(ACCOUNT, false));
    AuthenticatedPrincipal lucy = lucy();

    refused(
        () -> issue(request(SigningAlgorithm.ES384), lucy),
        Code.OUTBOUND_FEDERATION_DISABLED,
        "Outbound web identity federation is disabled for this account; enable it by"
            + " iam:EnableOutboundWebIdentityFederation.");
    assertThat(realm.directory().snapshot().webIdentityKeys(ACCOUNT).oldestFirst()).isEmpty();
  }

  @Test
  void areNotLargerThanWhoTakesThemAllows() throws Exception {
    allowEverything();
    AuthenticatedPrincipal lucy = lucy();
    Map<String, String> tags = new java.util.HashMap<>();
    for (int i = 0; i < 50; i++) {
      tags.put("key" + i, "é".repeat(256));
    }

    refused(
        () -> issue(request(List.of("a"), Duration.ofSeconds(60), tags), lucy),
        Code.JWT_PAYLOAD_SIZE_EXCEEDED,
        "The requested token payload size exceeds the maximum allowed size of 14000 bytes; pass"
            + " fewer or shorter tags and audiences.");
  }

  @Test
  void areSignedByAKeyThatWasShownForADayAndIsShownForOneMore() throws Exception {
    realm.close();
    realm = Realm.open(Realms.settings(temporary.resolve("data")), () -> now, new SecureRandom());
    allowEverything();
    WebIdentityKeys first = realm.webIdentityTokens().rotate(ACCOUNT);
    assertThat(first.oldestFirst()).hasSize(2);
    now = now.plus(Duration.ofDays(30));
    WebIdentityKeys second = realm.webIdentityTokens().rotate(ACCOUNT);
    assertThat(second.oldestFirst()).hasSize(4).containsAll(first.oldestFirst());

    assertThat(signer()).isIn(first.oldestFirst());
    now = now.plus(Duration.ofDays(1));
    WebIdentityToken token = issue(request(SigningAlgorithm.ES384), lucyNow());
    assertThat(signer()).isNotIn(first.oldestFirst());
    now = now.plus(Duration.ofDays(1));
    assertThat(realm.webIdentityTokens().rotate(ACCOUNT).oldestFirst()).hasSize(4);
    now = now.plus(Duration.ofHours(1));
    assertThat(realm.webIdentityTokens().rotate(ACCOUNT).oldestFirst())
        .hasSize(2)
        .doesNotContainAnyElementsOf(first.oldestFirst());
    assertThat(verified(token).path("sub").asText()).endsWith(":user/lucy");
  }

  private WebIdentityKey signer() {
    return realm
        .directory()
        .snapshot()
        .webIdentityKeys(ACCOUNT)
        .signing(SigningAlgorithm.ES384, now)
        .orElseThrow();
  }

  private AuthenticatedPrincipal lucyNow() throws Exception {
    return authenticate(Signing.by(key.key().id(), key.revealSecret(), now));
  }
}

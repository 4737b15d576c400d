package io.ostiary.realm.directory;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.policy.decision.Decision;
import io.ostiary.policy.decision.DecisiveStatement;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource policy means those whom its names meant when it was written. */
class PinnedPrincipalTest {
  private static final String BUCKET = "arn:aws:s3:::b";
  private static final String OBJECT = BUCKET + "/o";

  @TempDir Path temporary;

  private Realm realm;
  private User lucy;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    lucy = user("/team/", "lucy");
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private User user(String path, String name) {
    return realm.directory().execute(new CreateUser(ACCOUNT, path, name, Map.of()));
  }

  private void put(String... statements) {
    realm
        .resourcePolicies()
        .put(
            BUCKET,
            "{\"Version\": \"2012-10-17\", \"Statement\": [\n"
                + String.join(",\n", statements)
                + "]}");
  }

  private static String statement(String effect, String principals) {
    return "{\"Effect\": \"%s\", %s, \"Action\": \"s3:GetObject\", \"Resource\": \"%s/*\"}"
        .formatted(effect, principals, BUCKET);
  }

  private Decision decide(User user) {
    return Authorizer.decide(
        new AuthorizationRequest(
            new Principal.User(user.arn(), ACCOUNT, user.id()),
            Action.parse("s3:GetObject"),
            Resource.of(OBJECT, ACCOUNT),
            RequestContext.EMPTY),
        ApplicablePolicies.of(
            PolicySet.EMPTY, realm.directory().snapshot().resourcePolicies(BUCKET)));
  }

  @Test
  void aUserNamedByArnIsMeant() {
    User other = user("/", "other");
    put(statement("Allow", "\"Principal\": {\"AWS\": [\"" + lucy.arn() + "\"]}"));

    assertThat(decide(lucy)).isInstanceOf(Decision.Allowed.class);
    assertThat(decide(other)).isInstanceOf(Decision.ImplicitlyDenied.class);
  }

  @Test
  void aUserNamedByItsIdIsMeant() {
    put(statement("Allow", "\"Principal\": {\"AWS\": \"" + lucy.id() + "\"}"));

    assertThat(decide(lucy)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aUserMadeAgainUnderTheSameNameGetsNothing() {
    put(statement("Allow", "\"Principal\": {\"AWS\": \"" + lucy.arn() + "\"}"));
    realm.directory().execute(new DeleteUser(ACCOUNT, "lucy"));
    User namesake = user("/team/", "lucy");
    assertThat(namesake.arn()).isEqualTo(lucy.arn());

    assertThat(decide(namesake)).isInstanceOf(Decision.ImplicitlyDenied.class);
    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    assertThat(decide(namesake)).isInstanceOf(Decision.ImplicitlyDenied.class);
    assertThat(realm.resourcePolicies().get(BUCKET).orElseThrow())
        .contains(lucy.id())
        .doesNotContain(lucy.arn());
  }

  @Test
  void exceptionsFromADenyArePinnedToo() {
    String account = "arn:aws:iam::" + ACCOUNT + ":root";
    put(
        statement("Allow", "\"Principal\": \"*\""),
        statement(
            "Deny", "\"NotPrincipal\": {\"AWS\": [\"" + lucy.arn() + "\", \"" + account + "\"]}"));
    assertThat(decide(lucy)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aDecisionCitesTheLineOfTheTextThatWasGiven() {
    put(
        statement("Deny", "\"Principal\": {\"AWS\": \"" + user("/", "other").arn() + "\"}"),
        statement("Allow", "\"Principal\": {\"AWS\": \"" + lucy.arn() + "\"}"));

    assertThat(decide(lucy))
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed -> {
              DecisiveStatement by = Objects.requireNonNull(allowed.by());
              assertThat(by.line()).isEqualTo(3);
              assertThat(by.index()).isOne();
              assertThat(by.policyId()).isEqualTo(BUCKET);
            });
  }

  @Test
  void onlyPrincipalsAreReplacedWhereverTheTextRepeatsThem() {
    String arn = lucy.arn();
    String text =
        ("{\"Statement\": {\"Principal\": {\"AWS\": [\"%s\", \"*\"], \"Service\": \"%s\"},"
                + " \"Condition\": {\"ArnEquals\": {\"aws:PrincipalArn\": \"%s\", \"AWS\": \"%s\"}}}}")
            .formatted(arn, arn, arn, arn);

    assertThat(new PrincipalPins(Map.of(arn, lucy.id())).applyTo(text))
        .isEqualTo(text.replaceFirst(arn, lucy.id()));
    assertThat(NamedPrincipal.in(text))
        .extracting(NamedPrincipal::kind, NamedPrincipal::value)
        .containsExactly(tuple("AWS", arn), tuple("AWS", "*"), tuple("Service", arn));
  }

  @Test
  void aUserWithAnotherNameShowsThatNameAndIsMeantStill() {
    put(statement("Allow", "\"Principal\": {\"AWS\": \"" + lucy.arn() + "\"}"));
    User renamed =
        realm
            .directory()
            .execute(
                new UpdateUser(ACCOUNT, "lucy", Optional.of("/\"quoted\"/"), Optional.of("luz")));

    assertThat(decide(renamed)).isInstanceOf(Decision.Allowed.class);
    assertThat(realm.resourcePolicies().get(BUCKET).orElseThrow())
        .contains("\"arn:aws:iam::123456789012:user/\\\"quoted\\\"/luz\"")
        .doesNotContain(lucy.arn());
  }

  @Test
  void escapesInAPrincipalAreNoWayAround() {
    put(
        statement(
            "Allow",
            "\"Principal\": {\"AWS\": \"" + lucy.arn().replace("user", "\\u0075ser") + "\"}"));

    assertThat(decide(lucy)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aCanonicalUserIdMeansItsAccountHoweverItsStatementIsWritten() {
    Account account = realm.directory().snapshot().account(ACCOUNT).orElseThrow();
    put(
        statement("Allow", "\"Principal\": {\"AWS\": \"" + lucy.arn() + "\"}"),
        statement(
            "Deny",
            "\"Principal\": {\"CanonicalUser\": [\""
                + account.canonicalUserId()
                + "\"], \"AWS\": \""
                + lucy.arn()
                + "\"}"));
    assertThat(decide(user("/", "other"))).isInstanceOf(Decision.ExplicitlyDenied.class);

    realm.close();
    realm = Realms.open(temporary.resolve("data"));
    assertThat(decide(user("/", "third"))).isInstanceOf(Decision.ExplicitlyDenied.class);
    assertThat(realm.resourcePolicies().get(BUCKET).orElseThrow())
        .contains(account.canonicalUserId());
  }

  @Test
  void anAccountIsFoundByItsCanonicalUserIdAlone() {
    Directory directory = realm.directory().snapshot();
    Account account = directory.account(ACCOUNT).orElseThrow();
    String id = account.canonicalUserId();

    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(directory.accountByCanonicalId(id)).contains(account);
    assertThat(directory.accountByCanonicalId(id.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(directory.accountByCanonicalId("")).isEmpty();
    assertThat(
            new Account(
                "210987654321", account.partition(), account.createdAt(), false, true, true))
        .extracting(Account::canonicalUserId)
        .isNotEqualTo(id);
  }
}

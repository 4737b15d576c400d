package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.request.Principal;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.FederatedIdentity;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DeleteRole;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.SessionException.Code;
import io.ostiary.signature.SignatureException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who becomes a role, and what the session then is. */
class RoleAssumptionTest extends RoleFixture {
  @Test
  void aUserWhomTheTrustPolicyNamesBecomesASessionThatSigns() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");

    AssumedRole assumed = assume(lucy(), RoleRequest.of(role.arn(), "s1"));

    assertThat(assumed.arn()).isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/deploy/s1");
    AuthenticatedPrincipal session = as(assumed.credentials());
    assertThat(session.principal())
        .isEqualTo(new Principal.RoleSession(assumed.arn(), ACCOUNT, role.arn(), role.id()));
    assertThat(session.userId()).isEqualTo(role.id() + ":s1");
    assertThat(session.accessKeyId()).contains(assumed.credentials().accessKeyId());
    assertThat(session.context()).containsEntry("aws:PrincipalArn", one(role.arn()));
    assertThat(session.context()).containsEntry("aws:PrincipalType", one("AssumedRole"));
    assertThat(session.context()).containsEntry("aws:PrincipalTag/Team", one("red"));
    Session.Chain chain = session.session().orElseThrow().chain();
    assertThat(chain.origin().id()).isEqualTo(key.key().id());
    assertThat(assumed.credentials().expiration())
        .isEqualTo(Realms.CLOCK.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void trustInTheAccountNeedsTheCallersOwnPolicyToo() throws Exception {
    Role role = role("deploy", ACCOUNT);
    AuthenticatedPrincipal lucy = lucy();
    refused(
        () -> assume(lucy, RoleRequest.of(role.arn(), "s1")),
        Code.ACCESS_DENIED,
        "User: arn:aws:iam::%s:user/lucy is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(ACCOUNT, role.arn()));

    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p", ALLOW_ASSUMING));

    assertThat(assume(lucy(), RoleRequest.of(role.arn(), "s1")).id()).isEqualTo(role.id() + ":s1");
  }

  @Test
  void aSessionEndsWithTheKeyThatItCameFrom() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    SessionCredentials credentials = assume(lucy(), RoleRequest.of(role.arn(), "s1")).credentials();
    assertThat(as(credentials).session()).isPresent();

    run(new DeleteAccessKey(ACCOUNT, "lucy", key.key().id()));

    isOver(credentials);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"the role", "the key", "its owner", "the session", "an earlier role"})
  void aSessionEndsWithARevocationEvenIfItIsMadeByWhoDoesNotKnowOfItYet(String revoked)
      throws Exception {
    Role first = role("first", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    Role second = role("second", first.arn());
    AuthenticatedPrincipal onOldNews =
        as(assume(lucy(), RoleRequest.of(first.arn(), "s1")).credentials());
    SessionCredentials before = assume(onOldNews, RoleRequest.of(second.arn(), "s2")).credentials();
    String id =
        switch (revoked) {
          case "the role" -> second.id();
          case "the key" -> key.key().id();
          case "its owner" -> key.key().ownerId();
          case "the session" -> before.accessKeyId();
          default -> first.id();
        };

    run(new RevokeSessions(ACCOUNT, id));

    isOver(before);
    if (!revoked.equals("the session")) {
      isOver(assume(onOldNews, RoleRequest.of(second.arn(), "s2")).credentials());
    }
    AuthenticatedPrincipal onNews =
        as(assume(lucy(), RoleRequest.of(first.arn(), "s1")).credentials());
    assertThat(as(assume(onNews, RoleRequest.of(second.arn(), "s2")).credentials()).session())
        .as("the clock has not gone on")
        .isPresent();
  }

  private void isOver(SessionCredentials credentials) {
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> as(credentials))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(SignatureException.Reason.UNKNOWN_KEY));
  }

  @Test
  void aChainLastsAnHourAndRemembersWhereItCameFrom() throws Exception {
    Role first = role("first", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    Role second = role("second", first.arn());
    AuthenticatedPrincipal caller =
        as(assume(lucy(), RoleRequest.of(first.arn(), "one")).credentials());
    RoleRequest longer =
        new RoleRequest(
            second.arn(),
            "two",
            Optional.of(Duration.ofSeconds(3601)),
            PassedPolicies.NONE,
            SessionTags.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    refused(
        () -> assume(caller, longer),
        Code.VALIDATION_ERROR,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
            + " chaining.");

    AuthenticatedPrincipal chained =
        as(assume(caller, RoleRequest.of(second.arn(), "two")).credentials());

    Session.Chain chain = chained.session().orElseThrow().chain();
    assertThat(chain.origin().id()).isEqualTo(key.key().id());
    assertThat(chain.earlier()).isEqualTo(List.of(first.id() + ":one"));
  }

  @Test
  void aRoleDoesNotAssumeItselfUnlessItsTrustPolicyNamesIt() throws Exception {
    Role role = role("deploy", ACCOUNT);
    run(new PutInlinePolicy(IdentityName.user(ACCOUNT, "lucy"), "p", ALLOW_ASSUMING));
    run(new PutInlinePolicy(IdentityName.role(ACCOUNT, "deploy"), "p", ALLOW_ASSUMING));
    AuthenticatedPrincipal session =
        as(assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials());
    refused(
        () -> assume(session, RoleRequest.of(role.arn(), "two")),
        Code.ACCESS_DENIED,
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(session.getName(), role.arn()));
  }

  @Test
  void aRoleThatIsNotThereIsRefusedInTheSameWordsAsOneThatIs() throws Exception {
    String arn = "arn:aws:iam::" + ACCOUNT + ":role/nobody";
    AuthenticatedPrincipal lucy = lucy();
    refused(
        () -> assume(lucy, RoleRequest.of(arn, "one")),
        Code.ACCESS_DENIED,
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(lucy.getName(), arn));
  }

  @Test
  void theRootUserBecomesNoRole() throws Exception {
    Role role = role("deploy", ACCOUNT);
    AuthenticatedPrincipal root = authenticate(Signing.by(Realms.ROOT_KEY, Realms.ROOT_SECRET));
    refused(
        () -> assume(root, RoleRequest.of(role.arn(), "one")),
        Code.ACCESS_DENIED,
        "Roles may not be assumed by root accounts.");
  }

  @Test
  void aRoleMadeAgainUnderTheSameNameHasNoneOfTheOldSessions() throws Exception {
    Role role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    SessionCredentials old = assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials();
    run(new DeleteRole(ACCOUNT, "deploy"));
    role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> as(old));
  }

  @Test
  void whomAProviderVouchesForComesInByItsNameOnly() throws Exception {
    String provider = "arn:aws:iam::" + ACCOUNT + ":oidc-provider/idp.example.com";
    run(
        new CreateOpenIDConnectProvider(
            ACCOUNT, "https://idp.example.com", List.of("app"), List.of(), Map.of()));
    Role trusting = federatedRole("trusting", "{\"Federated\":\"" + provider + "\"}");
    Role open = federatedRole("open", "\"*\"");
    FederatedIdentity identity = identity(provider);
    AssumedRole assumed =
        realm
            .roleAssumption()
            .assume(
                RoleRequest.of(trusting.arn(), "web"),
                identity,
                Session.Use.SIGNATURE,
                Map.of(),
                realm.directory().snapshot());
    AuthenticatedPrincipal session = as(assumed.credentials());
    assertThat(session.context())
        .containsEntry("aws:FederatedProvider", one(provider))
        .containsEntry("idp.example.com:sub", one("ann"));
    assertThat(session.session().orElseThrow().chain().origin())
        .isEqualTo(new Session.Origin(Session.Origin.Type.WEB_IDENTITY, provider, "ann"));
    refused(
        () ->
            realm
                .roleAssumption()
                .assume(
                    RoleRequest.of(open.arn(), "web"),
                    identity,
                    Session.Use.SIGNATURE,
                    Map.of(),
                    realm.directory().snapshot()),
        Code.ACCESS_DENIED,
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  private Role federatedRole(String name, String principal) {
    return run(
        new CreateRole(
            ACCOUNT,
            "/",
            name,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Principal\":%s,\"Condition\":{\"StringEquals\":{\"idp.example.com:sub\":\"ann\"}}}}"
                .formatted(principal),
            "",
            Duration.ofHours(1),
            Map.of(),
            Optional.empty()));
  }

  private static FederatedIdentity identity(String provider) {
    return new FederatedIdentity(
        FederatedIdentity.Source.WEB_IDENTITY,
        provider,
        ACCOUNT,
        "https://idp.example.com",
        "ann",
        "app",
        Map.of("idp.example.com:sub", one("ann"), "idp.example.com:aud", one("app")),
        Map.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "token",
        Optional.empty());
  }
}

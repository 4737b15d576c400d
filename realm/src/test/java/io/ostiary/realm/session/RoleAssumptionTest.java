package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext.Values;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteAccessKey;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.session.SessionException.Code;
import io.ostiary.signature.SignatureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Who becomes a role, and what the session then is. */
class RoleAssumptionTest {
  private static final String ALLOW_ASSUMING =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}}";

  @TempDir Path temporary;
  private Realm realm;
  private NewAccessKey key;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    key = run(new CreateAccessKey(ACCOUNT, "lucy"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Role role(String name, String trusted) {
    return role(name, trusted, "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]");
  }

  private Role role(String name, String trusted, String actions) {
    return run(
        new CreateRole(
            ACCOUNT,
            "/team/",
            name,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":%s,\"Principal\":{\"AWS\":\"%s\"}}}"
                .formatted(actions, trusted),
            "",
            Duration.ofHours(2),
            Map.of("Team", "red", "Stage", "prod"),
            Optional.empty()));
  }

  private AuthenticatedPrincipal lucy() throws Exception {
    return authenticate(Signing.by(key.key().id(), key.revealSecret()));
  }

  private AuthenticatedPrincipal authenticate(Evidence evidence) throws Exception {
    return realm.authenticator().authenticate(evidence).caller();
  }

  private AuthenticatedPrincipal as(SessionCredentials credentials) throws Exception {
    return authenticate(by(credentials));
  }

  private static Values one(String value) {
    return new Values(List.of(value), false);
  }

  private static Evidence by(SessionCredentials credentials) throws SignatureException {
    return Signing.by(
        AwsSessionCredentialsIdentity.create(
            credentials.accessKeyId(),
            credentials.revealSecretAccessKey(),
            credentials.revealSessionToken()));
  }

  private AssumedRole assume(AuthenticatedPrincipal caller, RoleRequest request) {
    return realm.roleAssumption().assume(request, caller, Map.of());
  }

  private static void refused(Runnable assumption, Code code, String message) {
    assertThatExceptionOfType(SessionException.class)
        .isThrownBy(assumption::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessage(message);
  }

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
}

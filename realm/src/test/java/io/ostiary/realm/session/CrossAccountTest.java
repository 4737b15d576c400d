package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.AttachControlPolicy;
import io.ostiary.realm.directory.ControlPolicyType;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateControlPolicy;
import io.ostiary.realm.directory.CreateMemberAccount;
import io.ostiary.realm.directory.CreateOrganization;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DirectoryCommand;
import io.ostiary.realm.directory.EnableControlPolicies;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.NewAccessKey;
import io.ostiary.realm.directory.Organization;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.Role;
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

/** Roles of another account: both sides have to agree, and each organisation's caps count. */
class CrossAccountTest {
  @TempDir Path temporary;
  private Realm realm;
  private Organization organization;
  private String member = "";
  private NewAccessKey key;
  private Role role;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
    organization = run(new CreateOrganization(ACCOUNT));
    for (ControlPolicyType type : ControlPolicyType.values()) {
      run(new EnableControlPolicies(ACCOUNT, organization.rootId(), type));
    }
    member = run(new CreateMemberAccount(ACCOUNT, "b", "b@example.com")).accountId();
    run(new CreateUser(ACCOUNT, "/", "lucy", Map.of()));
    key = run(new CreateAccessKey(ACCOUNT, "lucy"));
    role = role("target", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private <R> R run(DirectoryCommand<R> command) {
    return realm.directory().execute(command);
  }

  private Role role(String name, String trusted) {
    return run(
        new CreateRole(
            member,
            "/",
            name,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"%s\"}}}"
                .formatted(trusted),
            "",
            Duration.ofHours(1),
            Map.of(),
            Optional.empty()));
  }

  private static String policy(String effect, String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
        .formatted(effect, action);
  }

  private void allowLucy() {
    run(
        new PutInlinePolicy(
            IdentityName.user(ACCOUNT, "lucy"), "assume", policy("Allow", "sts:*")));
  }

  private AuthenticatedPrincipal lucy() throws Exception {
    return realm
        .authenticator()
        .authenticate(Signing.by(key.key().id(), key.revealSecret()))
        .caller();
  }

  private AuthenticatedPrincipal as(SessionCredentials session) throws Exception {
    return realm
        .authenticator()
        .authenticate(
            Signing.by(
                AwsSessionCredentialsIdentity.create(
                    session.accessKeyId(),
                    session.revealSecretAccessKey(),
                    session.revealSessionToken())))
        .caller();
  }

  private AssumedRole assume(AuthenticatedPrincipal caller, RoleRequest request) {
    return realm.roleAssumption().assume(request, caller, Map.of());
  }

  private void isRefused(AuthenticatedPrincipal caller, String roleArn) {
    assertThatExceptionOfType(SessionException.class)
        .isThrownBy(() -> assume(caller, RoleRequest.of(roleArn, "two")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(SessionException.Code.ACCESS_DENIED));
  }

  @Test
  void trustAloneIsNotEnoughAcrossAccountsNotEvenByName() throws Exception {
    isRefused(lucy(), role.arn());
    allowLucy();
    assertThat(assume(lucy(), RoleRequest.of(role.arn(), "one")).arn())
        .isEqualTo("arn:aws:sts::" + member + ":assumed-role/target/one");
  }

  @Test
  void aDenialInTheSessionsPolicyWinsOnTheNextRole() throws Exception {
    allowLucy();
    Role next = role("next", role.arn());
    RoleRequest limited =
        new RoleRequest(
            role.arn(),
            "one",
            Optional.empty(),
            new PassedPolicies(Optional.of(policy("Deny", "sts:AssumeRole")), List.of()),
            SessionTags.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    isRefused(as(assume(lucy(), limited).credentials()), next.arn());
    AuthenticatedPrincipal free =
        as(assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials());
    assertThat(assume(free, RoleRequest.of(next.arn(), "two")).id()).endsWith(":two");
  }

  @Test
  void controlPoliciesCapTheRoleAndWhatItsSessionsDo() throws Exception {
    allowLucy();
    AuthenticatedPrincipal session =
        as(assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials());
    Role next = role("next", role.arn());
    attach(ControlPolicyType.SERVICE_CONTROL_POLICY, policy("Deny", "sts:AssumeRole"));
    isRefused(as(assume(lucy(), RoleRequest.of(role.arn(), "one")).credentials()), next.arn());
    assertThat(session.policies().serviceControl()).isNotEmpty();

    attach(
        ControlPolicyType.RESOURCE_CONTROL_POLICY,
        policy("Deny", "sts:AssumeRole")
            .replace("\"Resource\"", "\"Principal\":\"*\",\"Resource\""));
    isRefused(lucy(), role.arn());
  }

  private void attach(ControlPolicyType type, String text) {
    String id = run(new CreateControlPolicy(ACCOUNT, type, "p-" + type, "", text)).id();
    run(new AttachControlPolicy(ACCOUNT, id, member));
  }
}

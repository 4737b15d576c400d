package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static io.ostiary.endpoint.Installation.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.realm.credential.Password;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.directory.AddUserToGroup;
import io.ostiary.realm.directory.AttachPolicy;
import io.ostiary.realm.directory.CreateAccessKey;
import io.ostiary.realm.directory.CreateGroup;
import io.ostiary.realm.directory.CreateLoginProfile;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.LastAccess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When keys, passwords, roles and services were last used, and who may change its password. */
class LastUseTest {
  private static final String WORD = "Correct-horse-7";
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  @TempDir Path directory;

  private Installation installation;
  private User alice;
  private User bob;
  private AccessKey key;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    alice = installation.user("/dev/", "alice");
    bob = installation.user("/", "bob,jr");
    key = installation.directory().execute(new CreateAccessKey(ACCOUNT, "alice")).key();
    installation
        .directory()
        .execute(new CreateLoginProfile(ACCOUNT, "alice", Password.of(WORD), false));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private void used(String id, String service) {
    installation.realm().once().used(id, NOW.minus(Duration.ofHours(1)), service, "eu-west-1");
  }

  @Test
  void aKeyTellsWhereAndForWhatItWasUsed() {
    used(key.id(), "s3");
    Answer answer = installation.iam("GetAccessKeyLastUsed", "AccessKeyId", key.id()).succeeds();
    String last = "GetAccessKeyLastUsedResult/AccessKeyLastUsed/";
    assertThat(answer.text(last + "LastUsedDate")).isEqualTo("2026-03-04T04:06:07Z");
    assertThat(answer.text(last + "ServiceName")).isEqualTo("s3");
    assertThat(answer.text(last + "Region")).isEqualTo("eu-west-1");
  }

  @Test
  void aUserTellsWhenItLastLoggedIn() {
    used(LastAccess.passwordId(alice.id()), "signin");
    used(alice.id(), "s3"); // by a session of hers
    assertThat(
            installation
                .iam("GetUser", "UserName", "alice")
                .succeeds()
                .text("GetUserResult/User/PasswordLastUsed"))
        .isEqualTo("2026-03-04T04:06:07Z");
    assertThat(
            installation
                .iam("ListUsers")
                .succeeds()
                .texts("ListUsersResult/Users/member/PasswordLastUsed"))
        .containsExactly("2026-03-04T04:06:07Z");
  }

  @Test
  void aRoleTellsWhenItWasLastAssumed() {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}}";
    String id =
        installation
            .iam("CreateRole", "RoleName", "app", "AssumeRolePolicyDocument", trust)
            .succeeds()
            .text("CreateRoleResult/Role/RoleId");
    String last = "GetRoleResult/Role/RoleLastUsed";
    assertThat(installation.iam("GetRole", "RoleName", "app").succeeds().names(last)).isEmpty();
    used(id, "s3");
    Answer answer = installation.iam("GetRole", "RoleName", "app").succeeds();
    assertThat(answer.text(last + "/LastUsedDate")).isEqualTo("2026-03-04T04:06:07Z");
    assertThat(answer.text(last + "/Region")).isEqualTo("eu-west-1");
  }

  @Test
  void theCredentialReportHasALineForEveryoneInAwsColumns() {
    used(key.id(), "s3");
    installation.iam("GenerateCredentialReport").succeeds();
    String content =
        installation
            .iam("GetCredentialReport")
            .succeeds()
            .text("GetCredentialReportResult/Content");
    List<String> lines =
        new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0).split(",", -1)).hasSize(22).startsWith("user", "arn");
    assertThat(lines.get(1)).startsWith("<root_account>,arn:aws:iam::111122223333:root,");
    assertThat(lines.get(2))
        .isEqualTo(
            "alice,arn:aws:iam::111122223333:user/dev/alice,2026-03-04T05:06:07+00:00,"
                + "true,no_information,2026-03-04T05:06:07+00:00,N/A,false,"
                + "true,2026-03-04T05:06:07+00:00,2026-03-04T04:06:07+00:00,eu-west-1,s3,"
                + "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A");
    assertThat(lines.get(3)).startsWith("\"bob,jr\",\"arn:aws:iam::111122223333:user/bob,jr\",");
  }

  @Test
  void ofAGroupTheLastOfItsMembersCounts() {
    installation.directory().execute(new CreateGroup(ACCOUNT, "/", "devs"));
    installation.directory().execute(new AddUserToGroup(ACCOUNT, "devs", "alice"));
    installation.directory().execute(new AddUserToGroup(ACCOUNT, "devs", bob.name()));
    installation
        .directory()
        .execute(new AttachPolicy(IdentityName.group(ACCOUNT, "devs"), ADMINISTRATOR));
    used(LastAccess.id(alice.id(), "iam"), "iam");
    used(LastAccess.id(alice.id(), "iam", "GetUser"), "iam");

    for (String arn : List.of("arn:aws:iam::" + ACCOUNT + ":group/devs", ADMINISTRATOR)) {
      Answer services =
          fetch("GetServiceLastAccessedDetails", "JobId", job(arn, "Granularity", "ACTION_LEVEL"));
      String service = "GetServiceLastAccessedDetailsResult/ServicesLastAccessed/member/";
      assertThat(services.texts(service + "ServiceNamespace")).containsExactly("iam", "sts");
      assertThat(services.texts(service + "LastAuthenticatedEntity")).containsExactly(alice.arn());
      assertThat(services.texts(service + "TotalAuthenticatedEntities")).containsExactly("1", "0");
      assertThat(services.texts(service + "TrackedActionsLastAccessed/member/LastAccessedEntity"))
          .containsExactly(alice.arn());
      Answer entities =
          fetch(
              "GetServiceLastAccessedDetailsWithEntities",
              "JobId",
              job(arn),
              "ServiceNamespace",
              "iam");
      String entity = "GetServiceLastAccessedDetailsWithEntitiesResult/EntityDetailsList/member/";
      assertThat(entities.texts(entity + "EntityInfo/Name")).containsExactly("alice", "bob,jr");
      assertThat(entities.texts(entity + "LastAuthenticated")).hasSize(1);
    }
  }

  private String job(String arn, String... more) {
    List<String> fields = new ArrayList<>(List.of("Arn", arn));
    fields.addAll(List.of(more));
    return fetch("GenerateServiceLastAccessedDetails", fields.toArray(String[]::new))
        .text("GenerateServiceLastAccessedDetailsResult/JobId");
  }

  private Answer fetch(String action, String... fields) {
    return installation.iam(action, fields).succeeds();
  }

  @Test
  void aUserWhoKnowsTheOldPasswordChangesIt() {
    assertThat(
            installation
                .iam(
                    installation.as(alice),
                    "ChangePassword",
                    "OldPassword",
                    WORD,
                    "NewPassword",
                    "Battery-staple-8")
                .succeeds()
                .names("ResponseMetadata"))
        .containsExactly("RequestId");
    installation
        .iam(
            installation.as(alice),
            "ChangePassword",
            "OldPassword",
            WORD,
            "NewPassword",
            "Battery-staple-9")
        .isError(403, "AccessDenied", "The old password was incorrect.");
  }

  @Test
  void onlyUsersHaveAPasswordToChange() {
    installation
        .iam("ChangePassword", "OldPassword", WORD, "NewPassword", "Battery-staple-8")
        .isError(400, "InvalidUserType", "Only IAM Users can change their own password.");
  }
}

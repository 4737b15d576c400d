package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.User;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CreateAccessKey, ListAccessKeys, UpdateAccessKey, DeleteAccessKey. */
class AccessKeyOperationsTest {
  private static final String NAME_NEEDED =
      "Must specify userName when calling with non-User credentials";

  @TempDir Path directory;
  private Installation installation;
  private User alice;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
    alice = installation.user("/dev/", "alice");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private AuthenticatedPrincipal callingAlice() {
    return installation.as(alice);
  }

  private String newKey() {
    return installation
        .iam("CreateAccessKey", "UserName", "alice")
        .succeeds()
        .text("CreateAccessKeyResult/AccessKey/AccessKeyId");
  }

  private List<String> listed(String element) {
    return installation
        .iam("ListAccessKeys", "UserName", "alice")
        .succeeds()
        .texts("ListAccessKeysResult/AccessKeyMetadata/member/" + element);
  }

  @Test
  void aNewKeyIsToldWithItsSecret() {
    Answer answer = installation.iam("CreateAccessKey", "UserName", "ALICE").succeeds();
    String key = "CreateAccessKeyResult/AccessKey/";
    assertThat(answer.text(key + "UserName")).isEqualTo("alice");
    assertThat(answer.text(key + "AccessKeyId")).matches("AKIA[A-Z2-7]{16}");
    assertThat(answer.text(key + "Status")).isEqualTo("Active");
    assertThat(answer.text(key + "SecretAccessKey")).hasSize(40);
    assertThat(answer.text(key + "CreateDate")).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
  }

  @Test
  void listedKeysHaveNoSecret() {
    String id = newKey();
    Answer answer = installation.iam("ListAccessKeys", "UserName", "alice").succeeds();
    assertThat(answer.names("ListAccessKeysResult/AccessKeyMetadata/member"))
        .containsExactly("UserName", "AccessKeyId", "Status", "CreateDate");
    assertThat(listed("AccessKeyId")).containsExactly(id);
    assertThat(answer.text("ListAccessKeysResult/IsTruncated")).isEqualTo("false");
  }

  @Test
  void keysAreListedPageByPage() {
    List<String> ids = List.of(newKey(), newKey());
    Answer first = installation.iam("ListAccessKeys", "UserName", "alice", "MaxItems", "1");
    Answer second =
        installation.iam(
            "ListAccessKeys",
            "UserName",
            "alice",
            "MaxItems",
            "1",
            "Marker",
            first.text("ListAccessKeysResult/Marker"));
    String member = "ListAccessKeysResult/AccessKeyMetadata/member/AccessKeyId";
    assertThat(List.of(first.text(member), second.text(member)))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(second.text("ListAccessKeysResult/IsTruncated")).isEqualTo("false");
  }

  @Test
  void aThirdKeyIsBeyondTheQuota() {
    newKey();
    newKey();
    Answer answer = installation.iam("CreateAccessKey", "UserName", "alice");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("Error/Code")).isEqualTo("LimitExceeded");
  }

  @Test
  void aKeyIsTurnedOffAndOnAndDeleted() {
    String id = newKey();
    update(id, "Inactive").succeeds();
    assertThat(listed("Status")).containsExactly("Inactive");
    update(id, "Active").succeeds();
    assertThat(listed("Status")).containsExactly("Active");
    installation.iam("DeleteAccessKey", "UserName", "alice", "AccessKeyId", id).succeeds();
    assertThat(listed("AccessKeyId")).isEmpty();
  }

  private Answer update(String id, String status) {
    return installation.iam(
        "UpdateAccessKey", "UserName", "alice", "AccessKeyId", id, "Status", status);
  }

  @Test
  void whoNamesNobodyMeansTheirOwnKeys() {
    String id =
        installation
            .iam(callingAlice(), "CreateAccessKey")
            .succeeds()
            .text("CreateAccessKeyResult/AccessKey/AccessKeyId");
    assertThat(
            installation
                .iam(callingAlice(), "ListAccessKeys")
                .succeeds()
                .text("ListAccessKeysResult/AccessKeyMetadata/member/AccessKeyId"))
        .isEqualTo(id);
    installation
        .iam(callingAlice(), "UpdateAccessKey", "AccessKeyId", id, "Status", "Inactive")
        .succeeds();
    assertThat(listed("Status")).containsExactly("Inactive");
    installation.iam(callingAlice(), "DeleteAccessKey", "AccessKeyId", id).succeeds();
    assertThat(listed("AccessKeyId")).isEmpty();
  }

  @Test
  void theRootUserNamingNobodyMeansItsOwnKeys() {
    int before = installation.directory().snapshot().rootAccessKeys(ACCOUNT).size();
    Answer made = installation.iam("CreateAccessKey").succeeds();
    assertThat(made.names("CreateAccessKeyResult/AccessKey"))
        .containsExactly("AccessKeyId", "Status", "CreateDate", "SecretAccessKey");
    String id = made.text("CreateAccessKeyResult/AccessKey/AccessKeyId");
    String member = "ListAccessKeysResult/AccessKeyMetadata/member/AccessKeyId";
    assertThat(installation.iam("ListAccessKeys").texts(member)).hasSize(before + 1).contains(id);
    assertThat(listed("AccessKeyId")).isEmpty();
    installation.iam("UpdateAccessKey", "AccessKeyId", id, "Status", "Inactive").succeeds();
    assertThat(installation.directory().snapshot().accessKey(id).orElseThrow().active()).isFalse();
    installation.iam("DeleteAccessKey", "AccessKeyId", id).succeeds();
    assertThat(installation.iam("ListAccessKeys").texts(member)).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey"})
  void aSessionMustNameAUser(String action) {
    installation
        .iam(
            installation.roleSession(),
            action,
            "AccessKeyId",
            "AKIAAAAAAAAAAAAAAAAA",
            "Status",
            "Active")
        .isError(400, "ValidationError", NAME_NEEDED);
  }

  @Test
  void aKeyOfAnotherUserIsNotFound() {
    String id = newKey();
    installation.user("/", "bob");
    Answer answer = installation.iam("DeleteAccessKey", "UserName", "bob", "AccessKeyId", id);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("Error/Code")).isEqualTo("NoSuchEntity");
    assertThat(listed("AccessKeyId")).containsExactly(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateAccessKey", "ListAccessKeys"})
  void anUnknownUserIsNotFound(String action) {
    installation
        .iam(action, "UserName", "nobody")
        .isError(404, "NoSuchEntity", "The user with name nobody cannot be found.");
  }

  @Test
  void aMisspelledUserNameDoesNotMeanTheCaller() {
    installation
        .iam(callingAlice(), "CreateAccessKey", "username", "bob")
        .isError(
            400,
            "InvalidQueryParameter",
            "The parameter 'username' is not one that this operation takes; mind its spelling and"
                + " case");
    assertThat(listed("AccessKeyId")).isEmpty();
  }
}

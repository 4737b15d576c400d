package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Answer;
import io.ostiary.endpoint.Installation;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CreateUser, GetUser, ListUsers, DeleteUser. */
class UserOperationsTest {
  @TempDir Path directory;
  private Installation installation;

  @BeforeEach
  void open() {
    installation = new Installation(directory);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private Answer createTagged() {
    return installation.iam(
        "CreateUser",
        "UserName",
        "Alice",
        "Path",
        "/dev/x/",
        "Tags.member.7.Key",
        "team",
        "Tags.member.7.Value",
        "Ωmega 日本",
        "Tags.member.3.Key",
        "empty",
        "Tags.member.3.Value",
        "");
  }

  @Test
  void aUserThatIsMadeIsTold() {
    Answer answer = createTagged().succeeds();
    assertThat(answer.root().getLocalName()).isEqualTo("CreateUserResponse");
    assertThat(answer.root().getNamespaceURI())
        .isEqualTo("https://iam.amazonaws.com/doc/2010-05-08/");
    assertThat(answer.text("CreateUserResult/User/Path")).isEqualTo("/dev/x/");
    assertThat(answer.text("CreateUserResult/User/UserName")).isEqualTo("Alice");
    assertThat(answer.text("CreateUserResult/User/UserId")).matches("AIDA[A-Z2-7]{17}");
    assertThat(answer.text("CreateUserResult/User/Arn"))
        .isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/dev/x/Alice");
    assertThat(answer.text("CreateUserResult/User/CreateDate")).isEqualTo("2026-03-04T05:06:07Z");
    assertThat(answer.texts("CreateUserResult/User/Tags/member/Key"))
        .containsExactly("empty", "team");
    assertThat(answer.texts("CreateUserResult/User/Tags/member/Value"))
        .containsExactly("", "Ωmega 日本");
    assertThat(answer.text("ResponseMetadata/RequestId")).isEqualTo(Installation.REQUEST_ID);
  }

  @Test
  void anAnswerIsXmlAndNotForCaches() {
    Answer answer = createTagged().succeeds();
    assertThat(answer.headers())
        .containsEntry("Content-Type", "text/xml")
        .containsEntry("Cache-Control", "no-store")
        .containsEntry("x-amzn-RequestId", Installation.REQUEST_ID)
        .containsEntry(
            "Content-Length", "" + answer.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aUserIsShownAsMadeWhateverTheCaseOfTheName() {
    String made = createTagged().body();
    String shown = installation.iam("GetUser", "UserName", "aLICE").succeeds().body();
    assertThat(shown).isEqualTo(made.replace("CreateUser", "GetUser"));
  }

  @Test
  void aUserWithoutPathOrTagsIsAtTheRoot() {
    Answer answer = installation.iam("CreateUser", "UserName", "bob", "Tags", "").succeeds();
    assertThat(answer.names("CreateUserResult/User"))
        .containsExactly("Path", "UserName", "UserId", "Arn", "CreateDate");
    assertThat(answer.text("CreateUserResult/User/Path")).isEqualTo("/");
  }

  @Test
  void aNameIsTakenInAnyCaseAndUnderAnyPath() {
    installation.user("/", "alice");
    Answer answer = installation.iam("CreateUser", "UserName", "ALICE", "Path", "/x/");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("Error/Code")).isEqualTo("EntityAlreadyExists");
  }

  @Test
  void aPermissionsBoundaryIsNotSilentlyLeftOut() {
    Answer answer =
        installation.iam(
            "CreateUser",
            "UserName",
            "alice",
            "PermissionsBoundary",
            "arn:aws:iam::" + ACCOUNT + ":policy/Boundary");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("Error/Code")).isEqualTo("NoSuchEntity");
    assertThat(installation.directory().snapshot().users(ACCOUNT)).isEmpty();
  }

  @Test
  void tagKeysThatDifferByCaseOnlyAreRefused() {
    installation
        .iam(
            "CreateUser",
            "UserName",
            "alice",
            "Tags.member.1.Key",
            "Team",
            "Tags.member.1.Value",
            "a",
            "Tags.member.2.Key",
            "team",
            "Tags.member.2.Value",
            "b")
        .isError(
            400,
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }

  @Test
  void whoAsksForNobodyIsShownThemselves() {
    User alice = installation.user("/dev/", "alice");
    assertThat(
            installation
                .iam(installation.as(alice), "GetUser")
                .succeeds()
                .text("GetUserResult/User/Arn"))
        .isEqualTo(alice.arn());
  }

  @Test
  void theRootUserIsTheAccount() {
    Answer answer = installation.iam("GetUser").succeeds();
    assertThat(answer.text("GetUserResult/User/UserId")).isEqualTo(ACCOUNT);
    assertThat(answer.text("GetUserResult/User/Arn"))
        .isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
    assertThat(answer.text("GetUserResult/User/CreateDate")).isEqualTo("2026-03-04T05:06:07Z");
  }

  @Test
  void aSessionMustNameAUser() {
    installation
        .iam(installation.roleSession(), "GetUser")
        .isError(
            400, "ValidationError", "Must specify userName when calling with non-User credentials");
  }

  @Test
  void anUnknownUserIsNotFound() {
    installation
        .iam("GetUser", "UserName", "nobody")
        .isError(404, "NoSuchEntity", "The user with name nobody cannot be found.");
    Answer deleted = installation.iam("DeleteUser", "UserName", "nobody");
    assertThat(deleted.status()).isEqualTo(404);
    assertThat(deleted.text("Error/Code")).isEqualTo("NoSuchEntity");
  }

  @Test
  void aDeletedUserIsGoneAndTheAnswerHasNoResult() {
    installation.user("/", "alice");
    Answer answer = installation.iam("DeleteUser", "UserName", "alice").succeeds();
    assertThat(answer.body())
        .isEqualTo(
            "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                + "<ResponseMetadata><RequestId>0123456789ABCDEF</RequestId></ResponseMetadata>"
                + "</DeleteUserResponse>");
    assertThat(installation.directory().snapshot().users(ACCOUNT)).isEmpty();
  }

  @Test
  void aUserWithAnAccessKeyIsNotDeleted() {
    installation.user("/", "alice");
    installation.iam("CreateAccessKey", "UserName", "alice").succeeds();
    Answer answer = installation.iam("DeleteUser", "UserName", "alice");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("Error/Code")).isEqualTo("DeleteConflict");
  }

  @Test
  void usersAreListedByNameIgnoringCaseAndWithoutTags() {
    createTagged();
    installation.user("/", "bob");
    installation.user("/", "Carol");
    Answer answer = installation.iam("ListUsers").succeeds();
    assertThat(answer.texts("ListUsersResult/Users/member/UserName"))
        .containsExactly("Alice", "bob", "Carol");
    assertThat(answer.texts("ListUsersResult/Users/member/Tags")).isEmpty();
    assertThat(answer.text("ListUsersResult/IsTruncated")).isEqualTo("false");
    assertThat(answer.texts("ListUsersResult/Marker")).isEmpty();
  }

  @Test
  void onlyUsersUnderAPathAreListed() {
    installation.user("/dev/", "alice");
    installation.user("/development/", "bob");
    installation.user("/dev/x/", "carol");
    installation.user("/", "dave");
    assertThat(
            installation
                .iam("ListUsers", "PathPrefix", "/dev/")
                .texts("ListUsersResult/Users/member/UserName"))
        .containsExactly("alice", "carol");
    assertThat(
            installation
                .iam("ListUsers", "PathPrefix", "/dev")
                .texts("ListUsersResult/Users/member/UserName"))
        .containsExactly("alice", "bob", "carol");
  }

  @Test
  void pagesMissAndRepeatNobodyWhileUsersComeAndGo() {
    for (char c = 'a'; c <= 'f'; c++) {
      installation.user("/", "user-" + c);
    }
    List<String> seen = new ArrayList<>();
    Answer page = installation.iam("ListUsers", "MaxItems", "2").succeeds();
    seen.addAll(page.texts("ListUsersResult/Users/member/UserName"));
    installation.directory().execute(new DeleteUser(ACCOUNT, "user-b")); // where the page ended
    installation.user("/", "User-Aa"); // before it
    installation.user("/", "User-Ca"); // behind it
    while (page.text("ListUsersResult/IsTruncated").equals("true")) {
      String marker = page.text("ListUsersResult/Marker");
      page = installation.iam("ListUsers", "MaxItems", "2", "Marker", marker).succeeds();
      seen.addAll(page.texts("ListUsersResult/Users/member/UserName"));
    }
    assertThat(seen)
        .containsExactly("user-a", "user-b", "user-c", "User-Ca", "user-d", "user-e", "user-f");
    assertThat(page.texts("ListUsersResult/Marker")).isEmpty();
  }

  @Test
  void aMarkerThatWasCutOrBroughtFromElsewhereIsRefused() {
    installation.user("/", "alice");
    installation.user("/", "bob");
    String marker = installation.iam("ListUsers", "MaxItems", "1").text("ListUsersResult/Marker");
    String message =
        "Invalid Marker; send the one that the page before gave, or none to begin anew";
    installation
        .iam("ListUsers", "Marker", marker.substring(0, marker.length() - 1))
        .isError(400, "ValidationError", message);
    installation
        .iam("ListUserPolicies", "UserName", "bob", "Marker", marker)
        .isError(400, "ValidationError", message);
  }
}
